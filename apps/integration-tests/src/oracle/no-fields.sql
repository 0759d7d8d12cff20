-- oracle_fields where no batch has a file.
CREATE OR REPLACE TEMP VIEW oracle_fields AS
SELECT
  NULL::VARCHAR AS filename, NULL::VARCHAR AS original, true AS is_object,
  NULL::VARCHAR AS source_ip, NULL::VARCHAR AS destination_ip,
  NULL::VARCHAR AS source_port, NULL::VARCHAR AS destination_port,
  NULL::VARCHAR AS source_bytes, NULL::VARCHAR AS destination_bytes,
  NULL::VARCHAR AS event_start, NULL::VARCHAR AS event_end,
  NULL::TIMESTAMP AS event_start_instant, NULL::TIMESTAMP AS event_end_instant,
  NULL::VARCHAR AS event_action, NULL::VARCHAR AS event_reason, NULL::VARCHAR AS event_name,
  NULL::VARCHAR AS network_transport
WHERE false;
