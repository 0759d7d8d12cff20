-- Lines that are not UTF-8 are no JSON: they join the other rows, to be rejected. The reader gives up lines for no
-- other reason, save those above its limit of 2 MB.
INSERT INTO oracle_read BY NAME
SELECT
  batch_number,
  CASE WHEN error_type = 'INVALID ENCODING' THEN csv_line
       ELSE error('The oracle cannot read a line: ' || error_message)
  END AS original,
  false AS is_object
FROM oracle_not_utf8
JOIN oracle_not_utf8_files USING (scan_id, file_id)
JOIN oracle_files ON oracle_files.filename = oracle_not_utf8_files.file_path;
