-- oracle_range_pairs: pair counts of the range.
CREATE OR REPLACE TEMP TABLE oracle_range_pairs AS
FROM oracle_baseline_pair_counts
WHERE slice_start >= getvariable('oracle_range_start') AND slice_start < getvariable('oracle_range_end');

-- Rarity of (dst_ip, dst_port) for each owner: a source, or the segment of sources.
CREATE OR REPLACE TEMP MACRO oracle_rarity(owner_column) AS TABLE
WITH owned AS (
  SELECT CASE owner_column WHEN 'src_ip' THEN src_ip ELSE segment_id END AS owner, * FROM oracle_range_pairs
), pairs AS (
  SELECT owner, dst_ip, dst_port,
    CAST(sum(sessions_cnt) AS BIGINT) AS seen,
    count(DISTINCT CAST(slice_start AS DATE)) AS days,
    max(last_event_ts) AS last_seen
  FROM owned
  GROUP BY owner, dst_ip, dst_port
), owners AS (
  SELECT owner, CAST(sum(seen) AS BIGINT) AS seen_of_owner, count(*) AS pairs_of_owner FROM pairs GROUP BY owner
)
SELECT owner, dst_ip, dst_port,
  seen AS pair_seen_count,
  days AS active_days,
  seen / getvariable('oracle_horizon_days') AS pair_daily_avg,
  last_seen AS pair_last_seen_ts,
  1 / (1 + seen) AS pair_rarity_score,
  -ln((seen + 1) / (seen_of_owner + pairs_of_owner)) AS pair_surprisal,
  CAST(1 / (1 + seen) >= getvariable('oracle_rarity_threshold') AS INTEGER) AS is_rare_pair_flag
FROM pairs
JOIN owners USING (owner);
