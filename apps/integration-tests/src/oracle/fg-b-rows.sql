-- oracle_baseline_rows: the rows of FG-A that the snapshot is made of, numbered. A window counts by its last slice.
CREATE OR REPLACE TEMP TABLE oracle_baseline_rows AS
SELECT row_number() OVER () AS row_id, * EXCLUDE (window_end_ts)
FROM oracle_baseline_fg_a
WHERE window_end_ts - INTERVAL 15 MINUTES >= getvariable('oracle_range_start')
  AND window_end_ts - INTERVAL 15 MINUTES < getvariable('oracle_range_end')
  AND list_contains(getvariable('oracle_baseline_windows'), window_label);

-- oracle_groups: the groups of hosts, and the groups of segments and of everyone that each belongs to, by numbers.
CREATE OR REPLACE TEMP TABLE oracle_groups AS
SELECT *,
  row_number() OVER () AS host_group,
  dense_rank() OVER (ORDER BY role, time_band, window_label, segment_id) AS segment_group,
  dense_rank() OVER (ORDER BY role, time_band, window_label) AS global_group
FROM (SELECT DISTINCT host_ip, role, segment_id, time_band, window_label FROM oracle_baseline_rows);

CREATE OR REPLACE TEMP TABLE oracle_row_groups AS
SELECT row_id, host_group, segment_group
FROM oracle_baseline_rows
JOIN oracle_groups USING (host_ip, role, segment_id, time_band, window_label);
