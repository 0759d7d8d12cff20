-- oracle_weights: how often each row stands in the lists that quantiles are taken of. A row that is far from what is
-- usual in its segment, in any key metric, stands there less often.
CREATE OR REPLACE TEMP TABLE oracle_weights AS
WITH judged AS (
  SELECT row_id, segment_group, metric,
    CASE
      WHEN metric = 'max_sessions_per_minute' OR regexp_matches(metric, '(_cnt|_sum|_nunique|_cnt_lookback30d)$')
      THEN ln(1 + x)
      ELSE x
    END AS y
  FROM oracle_key_values
  JOIN oracle_row_groups USING (row_id)
), centres AS (
  SELECT segment_group, metric, median(y) AS centre,
    1.4826 * mad(y) AS scale, (quantile_cont(y, 0.75) - quantile_cont(y, 0.25)) / 1.349 AS second_scale
  FROM judged
  GROUP BY segment_group, metric
), measured AS (
  SELECT row_id, abs(y - centre) AS distance, 1e-9 * greatest(1, abs(centre)) AS nothing, scale, second_scale
  FROM judged
  JOIN centres USING (segment_group, metric)
), scored AS (
  SELECT row_id,
    CASE
      WHEN scale > nothing THEN distance / scale
      WHEN second_scale > nothing THEN distance / second_scale
      WHEN distance <= nothing THEN 0
      ELSE getvariable('oracle_z_max') + 1
    END AS z
  FROM measured
), capped AS (
  SELECT row_id FROM scored GROUP BY row_id HAVING max(z) > getvariable('oracle_z_max')
)
SELECT row_id, host_group,
  CASE WHEN capped.row_id IS NULL THEN getvariable('oracle_weight_normal')
    ELSE getvariable('oracle_weight_capped') END AS weight
FROM oracle_row_groups
LEFT JOIN capped USING (row_id);
