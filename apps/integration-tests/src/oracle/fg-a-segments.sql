-- Distinct segments of peers of the chunk's hosts.
CREATE OR REPLACE TEMP TABLE oracle_fg_a_segments AS
SELECT
  window_number, host, role,
  CAST(sum(segments) FILTER (previous_slice < window_start_ts) AS BIGINT) AS peer_segment_nunique
FROM oracle_window_slices
JOIN oracle_segment_slices USING (slice_start)
WHERE host % getvariable('oracle_chunks') = getvariable('oracle_chunk')
GROUP BY window_number, host, role;

-- Family high-risk segments of the chunk's hosts; hosts without such peers have no row here.
CREATE OR REPLACE TEMP TABLE oracle_fg_a_high_risk AS
SELECT
  window_number, host, role,
  CAST(sum(sessions_cnt) AS BIGINT) AS high_risk_segment_sessions_cnt,
  CAST(sum(peers) FILTER (previous_slice < window_start_ts) AS BIGINT) AS high_risk_segment_unique_dsts
FROM oracle_window_slices
JOIN oracle_high_risk_slices USING (slice_start)
WHERE host % getvariable('oracle_chunks') = getvariable('oracle_chunk')
GROUP BY window_number, host, role;
