-- Family novelty of the chunk's hosts, each entity counted in the slice in which the window meets it first; windows
-- without a baseline have no row here.
CREATE OR REPLACE TEMP TABLE oracle_fg_a_novelty AS
SELECT
  window_number, host, role,
  CAST(coalesce(sum(entities) FILTER (kind = 'new_peer'), 0) AS BIGINT) AS new_peers,
  CAST(coalesce(sum(entities) FILTER (kind = 'rare_peer'), 0) AS BIGINT) AS rare_peers,
  CAST(coalesce(sum(entities) FILTER (kind = 'new_dst_port'), 0) AS BIGINT) AS new_dst_ports,
  CAST(coalesce(sum(entities) FILTER (kind = 'rare_dst_port'), 0) AS BIGINT) AS rare_dst_ports,
  CAST(coalesce(sum(entities) FILTER (kind = 'new_pair'), 0) AS BIGINT) AS new_pairs,
  CAST(coalesce(sum(entities) FILTER (kind = 'new_src_dst_port'), 0) AS BIGINT) AS new_src_dst_ports
FROM oracle_window_slices
JOIN oracle_novel
  ON oracle_novel.slice_start = oracle_window_slices.slice_start AND baseline_end = novelty_baseline_end
WHERE host % getvariable('oracle_chunks') = getvariable('oracle_chunk') AND previous_slice < window_start_ts
GROUP BY window_number, host, role;
