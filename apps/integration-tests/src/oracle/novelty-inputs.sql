-- oracle_seen: sessions that a baseline saw between a host and a peer on a port, from both sides.
CREATE OR REPLACE TEMP TABLE oracle_seen AS
WITH pairs AS (
  SELECT baseline_end, sources.address AS source, destinations.address AS destination, dst_port, seen
  FROM oracle_baseline_pairs
  LEFT JOIN oracle_addresses AS sources ON sources.ip = src_ip
  LEFT JOIN oracle_addresses AS destinations ON destinations.ip = dst_ip
)
SELECT baseline_end, CAST('outbound' AS oracle_role) AS role,
  source AS host, destination AS peer, dst_port AS peer_port, seen
FROM pairs
UNION ALL
SELECT baseline_end, CAST('inbound' AS oracle_role) AS role,
  destination AS host, source AS peer, dst_port AS peer_port, seen
FROM pairs;

-- oracle_peer_novelty: each row of peers with how often the baselines that windows use saw its peer, its port, its
-- pair, and its source with its port over any destination: as a source's outbound rows have it.
CREATE OR REPLACE TEMP TABLE oracle_peer_novelty AS
WITH used AS (
  SELECT DISTINCT novelty_baseline_end AS baseline_end FROM oracle_windows WHERE novelty_baseline_end IS NOT NULL
), keys AS (
  SELECT baseline_end, role, host, slice_start, peer, peer_port,
    CASE WHEN role = 'outbound' THEN host ELSE peer END AS source
  FROM oracle_peer_slices
  CROSS JOIN used
), peers AS (
  SELECT baseline_end, role, host, peer, sum(seen) AS seen_peer
  FROM oracle_seen
  GROUP BY baseline_end, role, host, peer
), ports AS (
  SELECT baseline_end, role, host, peer_port, sum(seen) AS seen_port
  FROM oracle_seen
  GROUP BY baseline_end, role, host, peer_port
), pairs AS (
  SELECT baseline_end, role, host, peer, peer_port, sum(seen) AS seen_pair
  FROM oracle_seen
  GROUP BY baseline_end, role, host, peer, peer_port
), source_ports AS (
  SELECT baseline_end, host AS source, peer_port, seen_port AS seen_source_port FROM ports WHERE role = 'outbound'
)
SELECT keys.*,
  coalesce(seen_peer, 0) AS seen_peer, coalesce(seen_port, 0) AS seen_port, coalesce(seen_pair, 0) AS seen_pair,
  coalesce(seen_source_port, 0) AS seen_source_port
FROM keys
LEFT JOIN peers USING (baseline_end, role, host, peer)
LEFT JOIN ports USING (baseline_end, role, host, peer_port)
LEFT JOIN pairs USING (baseline_end, role, host, peer, peer_port)
LEFT JOIN source_ports USING (baseline_end, source, peer_port);

-- oracle_novel: how much of a kind a slice holds, a slice before in which it was met.
CREATE OR REPLACE TEMP TABLE oracle_novel AS
WITH novel AS (
  SELECT 'new_peer' AS kind, baseline_end, role, host, slice_start, peer, NULL AS peer_port
  FROM oracle_peer_novelty WHERE seen_peer = 0
  UNION
  SELECT 'rare_peer', baseline_end, role, host, slice_start, peer, NULL
  FROM oracle_peer_novelty WHERE seen_peer >= 1 AND seen_peer < getvariable('oracle_rare_below')
  UNION
  SELECT 'new_dst_port', baseline_end, role, host, slice_start, NULL, peer_port
  FROM oracle_peer_novelty WHERE seen_port = 0
  UNION
  SELECT 'rare_dst_port', baseline_end, role, host, slice_start, NULL, peer_port
  FROM oracle_peer_novelty WHERE seen_port >= 1 AND seen_port < getvariable('oracle_rare_below')
  UNION
  SELECT 'new_pair', baseline_end, role, host, slice_start, peer, peer_port
  FROM oracle_peer_novelty WHERE seen_pair = 0
  UNION
  SELECT 'new_src_dst_port', baseline_end, role, host, slice_start, source, peer_port
  FROM oracle_peer_novelty WHERE seen_source_port = 0
), met AS (
  SELECT kind, baseline_end, role, host, slice_start,
    lag(slice_start, 1, TIMESTAMP '-infinity')
      OVER (PARTITION BY kind, baseline_end, role, host, peer, peer_port ORDER BY slice_start) AS previous_slice
  FROM novel
)
SELECT kind, baseline_end, role, host, slice_start, previous_slice, count(*) AS entities
FROM met
GROUP BY kind, baseline_end, role, host, slice_start, previous_slice;

DROP TABLE oracle_peer_novelty;
DROP TABLE oracle_seen;
