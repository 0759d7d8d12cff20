-- oracle_pair_counts: sessions of a source with a destination on a port, a slice, from integration alone.
CREATE OR REPLACE TEMP VIEW oracle_paired AS
SELECT * FROM oracle_accepted WHERE event_name = 'traffic' AND (destination_port > 0 OR NOT has_ports);

CREATE OR REPLACE TABLE oracle_pair_counts AS
WITH pairs AS (
  SELECT
    source, destination, destination_port AS dst_port, slice_start,
    count(*) AS sessions_cnt,
    CAST(sum(source_bytes) AS BIGINT) AS bytes_sent_sum,
    CAST(sum(destination_bytes) AS BIGINT) AS bytes_recv_sum,
    min(event_start) AS first_event_ts,
    max(event_end) AS last_event_ts
  FROM oracle_paired
  GROUP BY source, destination, destination_port, slice_start
)
SELECT
  sources.ip AS src_ip, destinations.ip AS dst_ip, dst_port, slice_start,
  sessions_cnt, bytes_sent_sum, bytes_recv_sum, first_event_ts, last_event_ts, sources.segment_id
FROM pairs
JOIN oracle_addresses AS sources ON sources.address = source
JOIN oracle_addresses AS destinations ON destinations.address = destination;
