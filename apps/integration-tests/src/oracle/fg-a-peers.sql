-- Breadth, spread and concentration over peers and ports, of the chunk's hosts.
CREATE OR REPLACE TEMP TABLE oracle_fg_a_peers AS
WITH repeated AS (
  SELECT window_number, host, role, kind, entity, sum(sessions) AS sessions, sum(bytes) AS bytes
  FROM oracle_window_slices
  JOIN oracle_repeated USING (slice_start)
  WHERE host % getvariable('oracle_chunks') = getvariable('oracle_chunk')
  GROUP BY window_number, host, role, kind, entity
), entities AS (
  SELECT window_number, host, role, kind, sessions, bytes, 1 AS entities FROM repeated
  UNION ALL
  SELECT window_number, host, role, kind, sessions, bytes, entities
  FROM oracle_window_slices
  JOIN oracle_once USING (slice_start)
  WHERE host % getvariable('oracle_chunks') = getvariable('oracle_chunk')
), tallies AS ( -- how many entities have so many sessions
  SELECT window_number, host, role, kind, sessions, max(bytes) AS bytes, sum(entities) AS entities
  FROM entities
  GROUP BY window_number, host, role, kind, sessions
), shares AS (
  SELECT window_number, host, role, kind, entities,
    sessions / sessions_cnt AS p,
    CASE WHEN bytes_both_sum = 0 THEN 0 ELSE bytes / bytes_both_sum END AS bytes_share
  FROM tallies
  JOIN oracle_fg_a_sums USING (window_number, host, role)
)
SELECT
  window_number, host, role,
  CAST(sum(entities) FILTER (kind = 'ip') AS BIGINT) AS peer_ip_nunique,
  CAST(sum(entities) FILTER (kind = 'port') AS BIGINT) AS peer_port_nunique,
  sum(entities * -p * ln(p)) FILTER (kind = 'ip') AS peer_ip_entropy,
  sum(entities * -p * ln(p)) FILTER (kind = 'port') AS peer_port_entropy,
  max(p) FILTER (kind = 'ip') AS peer_ip_top1_sessions_share,
  max(p) FILTER (kind = 'port') AS peer_port_top1_sessions_share,
  max(bytes_share) FILTER (kind = 'ip') AS peer_ip_top1_bytes_share,
  max(bytes_share) FILTER (kind = 'port') AS peer_port_top1_bytes_share
FROM shares
GROUP BY window_number, host, role;
