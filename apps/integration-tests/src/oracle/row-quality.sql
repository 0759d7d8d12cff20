-- oracle_judged: each row with the first reason against it, NULL for accepted rows.
-- oracle_address_texts maps an address as written to its number in oracle_addresses, and only what is an address.
CREATE OR REPLACE TEMP TABLE oracle_judged AS
WITH judged AS (
  SELECT
    oracle_read.*, batch_start, batch_end,
    source.address AS source, destination.address AS destination,
    CASE
      WHEN NOT is_object THEN 'bad_record'
      WHEN source.address IS NULL OR destination.address IS NULL THEN 'bad_ip'
      WHEN coalesce(source_bytes, -1) < 0 OR coalesce(destination_bytes, -1) < 0 THEN 'bad_bytes'
      WHEN coalesce(source_port, -1) NOT BETWEEN 0 AND 65535
        OR coalesce(destination_port, -1) NOT BETWEEN 0 AND 65535 THEN 'bad_port'
      WHEN event_start IS NULL OR event_end IS NULL THEN 'bad_time'
      WHEN event_end < event_start THEN 'bad_duration'
    END AS quality
  FROM oracle_read
  JOIN oracle_batches USING (batch_number)
  LEFT JOIN oracle_address_texts AS source ON source.written = source_ip
  LEFT JOIN oracle_address_texts AS destination ON destination.written = destination_ip
), placed AS (
  SELECT *,
    quality IS NULL AND event_end < batch_start AS is_late,
    quality IS NULL AND event_end >= batch_end AS is_early
  FROM judged
), reasoned AS (
  SELECT *,
    CASE WHEN (is_late OR is_early) AND getvariable('oracle_late_events') = 'reject' THEN 'out_of_batch'
         ELSE quality
    END AS reason
  FROM placed
)
SELECT
  batch_number, reason, CASE WHEN reason IS NOT NULL THEN original END AS original, is_late, is_early,
  source, destination, source_bytes, destination_bytes,
  CASE WHEN has_ports THEN CAST(destination_port AS INTEGER) ELSE 0 END AS destination_port,
  event_start, event_end,
  CAST(epoch_us(event_end) AS HUGEINT) - epoch_us(event_start) AS duration_us,
  time_bucket(
    INTERVAL 15 MINUTE,
    greatest(batch_start, least(event_end, batch_end - INTERVAL 1 MICROSECOND))
  ) AS slice_start,
  coalesce(action, '') AS action, end_reason, event_name, coalesce(transport, '') AS transport, has_ports
FROM reasoned;

CREATE OR REPLACE TEMP VIEW oracle_accepted AS SELECT * FROM oracle_judged WHERE reason IS NULL;

CREATE OR REPLACE TABLE oracle_rejects AS
SELECT mini_batch_id, reason, original
FROM oracle_judged
JOIN oracle_batches USING (batch_number)
WHERE reason IS NOT NULL;
