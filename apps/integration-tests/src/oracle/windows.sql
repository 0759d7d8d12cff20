-- oracle_slices: the slices that a batch covers. oracle_windows: one row a window label and window end, with what
-- holds for all its hosts. oracle_window_slices: the slices that each window can read.
CREATE OR REPLACE TEMP TABLE oracle_slices AS
SELECT
  mini_batch_id,
  unnest(generate_series(batch_start, batch_end - INTERVAL 15 MINUTE, INTERVAL 15 MINUTE)) AS slice_start
FROM oracle_batches;

CREATE OR REPLACE TEMP TABLE oracle_windows AS
WITH ends AS (
  SELECT
    mini_batch_id,
    slice_start + INTERVAL 15 MINUTE AS window_end_ts,
    ((slice_start + INTERVAL 15 MINUTE - INTERVAL 1 MICROSECOND) AT TIME ZONE 'UTC')
      AT TIME ZONE getvariable('oracle_time_zone') AS local_time
  FROM oracle_slices
  WHERE slice_start >= getvariable('oracle_window_ends_from') AND slice_start < getvariable('oracle_window_ends_to')
), spans AS (
  SELECT *, window_end_ts - slices_expected * INTERVAL 15 MINUTE AS window_start_ts
  FROM ends
  CROSS JOIN oracle_window_lengths
), presence AS (
  SELECT window_label, window_end_ts, count(*) AS slices_present
  FROM spans
  JOIN oracle_slices ON slice_start >= window_start_ts AND slice_start < window_end_ts
  GROUP BY window_label, window_end_ts
), clocks AS (
  SELECT *,
    hour(local_time) AS hour_of_day,
    isodow(local_time) AS day_of_week,
    hour(local_time) >= 7 AND hour(local_time) < 17 AS is_working,
    hour(local_time) >= 17 AND hour(local_time) < 22 AS is_off,
    hour(local_time) >= 22 OR hour(local_time) < 7 AS is_night,
    list_contains(getvariable('oracle_weekend_days'), isodow(local_time)) AS is_weekend,
    list_contains(getvariable('oracle_holidays'), CAST(local_time AS DATE)) AS is_holiday
  FROM spans
)
SELECT
  CAST(row_number() OVER () AS INTEGER) AS window_number,
  mini_batch_id, window_label, window_start_ts, window_end_ts,
  slices_expected, slices_present, CAST(slices_present = slices_expected AS INTEGER) AS is_complete,
  (SELECT max(baseline_end) FROM oracle_baselines WHERE baseline_end <= window_start_ts) AS novelty_baseline_end,
  CAST(hour_of_day AS INTEGER) AS hour_of_day, CAST(day_of_week AS INTEGER) AS day_of_week,
  CAST(is_working AS INTEGER) AS is_working_hours,
  CAST(is_off AS INTEGER) AS is_off_hours,
  CAST(is_night AS INTEGER) AS is_night_hours,
  CAST(is_weekend AS INTEGER) AS is_weekend,
  CAST(is_holiday AS INTEGER) AS is_holiday,
  CASE WHEN is_weekend OR is_holiday THEN 'WE' ELSE 'WD' END
    || CASE WHEN is_working THEN '_WORKING' WHEN is_off THEN '_OFF' ELSE '_NIGHT' END AS time_band
FROM clocks
JOIN presence USING (window_label, window_end_ts);

CREATE OR REPLACE TEMP TABLE oracle_window_slices AS
SELECT window_number, window_start_ts, novelty_baseline_end, slice_start
FROM oracle_windows
JOIN oracle_slices ON slice_start >= window_start_ts AND slice_start < window_end_ts;
