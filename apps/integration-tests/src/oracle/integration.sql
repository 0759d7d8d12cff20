-- oracle_read: every row of every batch with its values read. NULL is null or unreadable; what is filled where it is
-- null is filled here, save event_action and network_transport: their absence from a whole batch is still to be seen.
CREATE OR REPLACE TEMP TABLE oracle_read AS
WITH texts AS (
  SELECT *, lower(network_transport) AS transport,
    coalesce(lower(network_transport) IN ('tcp', 'udp', 'sctp', 'dccp', 'udplite'), false) AS has_ports
  FROM oracle_fields
  JOIN oracle_files USING (filename)
)
SELECT
  batch_number, original, is_object, source_ip, destination_ip,
  CASE WHEN source_port IS NULL THEN 0 ELSE oracle_integer(source_port) END AS source_port,
  CASE WHEN destination_port IS NULL AND NOT has_ports THEN 0 ELSE oracle_integer(destination_port) END
    AS destination_port,
  oracle_integer(source_bytes) AS source_bytes,
  oracle_integer(destination_bytes) AS destination_bytes,
  coalesce(event_start_instant, oracle_time(event_start)) AS event_start,
  coalesce(event_end_instant, oracle_time(event_end)) AS event_end,
  lower(event_action) AS action,
  lower(coalesce(event_reason, '')) AS end_reason,
  lower(coalesce(event_name, 'TRAFFIC')) AS event_name,
  transport, has_ports
FROM texts;
