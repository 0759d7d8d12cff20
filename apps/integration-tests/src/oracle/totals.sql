-- oracle_totals: one row a batch, also of a batch without rows.
CREATE OR REPLACE TABLE oracle_totals AS
WITH judged AS (
  SELECT
    batch_number,
    count(*) AS rows_read,
    count_if(reason IS NULL) AS rows_accepted,
    count_if(is_late) AS late,
    count_if(is_early) AS early,
    count_if(reason = 'bad_record') AS bad_record,
    count_if(reason = 'bad_ip') AS bad_ip,
    count_if(reason = 'bad_bytes') AS bad_bytes,
    count_if(reason = 'bad_port') AS bad_port,
    count_if(reason = 'bad_time') AS bad_time,
    count_if(reason = 'bad_duration') AS bad_duration,
    count_if(reason = 'out_of_batch') AS out_of_batch
  FROM oracle_judged
  GROUP BY batch_number
), paired AS (
  SELECT batch_number, count(*) AS rows_paired FROM oracle_paired GROUP BY batch_number
)
SELECT
  mini_batch_id,
  coalesce(rows_read, 0) AS rows_read,
  coalesce(rows_accepted, 0) AS rows_accepted,
  coalesce(late, 0) AS late,
  coalesce(early, 0) AS early,
  coalesce(bad_record, 0) AS bad_record,
  coalesce(bad_ip, 0) AS bad_ip,
  coalesce(bad_bytes, 0) AS bad_bytes,
  coalesce(bad_port, 0) AS bad_port,
  coalesce(bad_time, 0) AS bad_time,
  coalesce(bad_duration, 0) AS bad_duration,
  coalesce(out_of_batch, 0) AS out_of_batch,
  coalesce(rows_accepted, 0) - coalesce(rows_paired, 0) AS not_in_pair_counts
FROM oracle_batches
LEFT JOIN judged USING (batch_number)
LEFT JOIN paired USING (batch_number);
