-- oracle_fields of JSON Lines: a row a line that is not blank, its members as text.
-- The delimiter is one that no text holds, so that each line is one value. Lines that are not UTF-8 go to a table
-- of their own.
DROP TABLE IF EXISTS oracle_not_utf8;
DROP TABLE IF EXISTS oracle_not_utf8_files;

CREATE OR REPLACE TEMP VIEW oracle_fields AS
WITH lines AS (
  SELECT filename, line, oracle_is_json_object(line) AS is_object
  FROM read_csv(
    getvariable('oracle_files'),
    columns = {'line': 'VARCHAR'}, auto_detect = false, header = false,
    delim = chr(1) || chr(2) || chr(3) || chr(4), quote = '', escape = '', strict_mode = false,
    filename = true, hive_partitioning = false,
    ignore_errors = true, store_rejects = true, rejects_limit = 0,
    rejects_table = 'oracle_not_utf8', rejects_scan = 'oracle_not_utf8_files'
  )
  WHERE regexp_matches(line, '\S')
), objects AS (
  SELECT filename, line, is_object,
    CASE WHEN is_object
         THEN json_extract_string(oracle_numbers_as_text(line), getvariable('oracle_member_pointers'))
    END AS members
  FROM lines
)
SELECT
  filename, line AS original, is_object,
  members[1] AS source_ip, members[2] AS destination_ip,
  members[3] AS source_port, members[4] AS destination_port,
  members[5] AS source_bytes, members[6] AS destination_bytes,
  members[7] AS event_start, members[8] AS event_end,
  CAST(NULL AS TIMESTAMP) AS event_start_instant, CAST(NULL AS TIMESTAMP) AS event_end_instant,
  members[9] AS event_action, members[10] AS event_reason, members[11] AS event_name, members[12] AS network_transport
FROM objects;
