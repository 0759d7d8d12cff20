-- oracle_entity_slices: what a host's sessions are with, peers or ports used with them. Sessions and bytes are doubles:
-- whole numbers to 2^53, and only shares are made of them.
CREATE OR REPLACE TEMP TYPE oracle_kind AS ENUM ('ip', 'port');

CREATE OR REPLACE TEMP TABLE oracle_entity_slices AS
WITH entities AS (
  SELECT CAST('ip' AS oracle_kind) AS kind, peer AS entity, * FROM oracle_peer_slices
  UNION ALL
  SELECT CAST('port' AS oracle_kind) AS kind, peer_port AS entity, * FROM oracle_peer_slices
)
SELECT kind, host, role, slice_start, entity,
  CAST(sum(sessions_cnt) AS DOUBLE) AS sessions, sum(CAST(bytes_sent_sum AS DOUBLE) + bytes_recv_sum) AS bytes
FROM entities
GROUP BY kind, host, role, slice_start, entity;

-- Most peers are met in one slice only. In a window that reads the slice their sums are those of the slice: nothing is
-- to be added up, and how many of them have how many sessions tells all.
CREATE OR REPLACE TEMP TABLE oracle_entities_of_one_slice AS
SELECT kind, host, role, entity,
  any_value(slice_start) AS slice_start, any_value(sessions) AS sessions, any_value(bytes) AS bytes
FROM oracle_entity_slices
GROUP BY kind, host, role, entity
HAVING count(*) = 1;

CREATE OR REPLACE TEMP TABLE oracle_once AS
SELECT kind, host, role, slice_start, sessions, max(bytes) AS bytes, count(*) AS entities
FROM oracle_entities_of_one_slice
GROUP BY kind, host, role, slice_start, sessions;

-- In the order of the sums to come, which keeps their memory near.
CREATE OR REPLACE TEMP TABLE oracle_repeated AS
SELECT oracle_entity_slices.*
FROM oracle_entity_slices
ANTI JOIN oracle_entities_of_one_slice USING (kind, host, role, entity)
ORDER BY kind, host, role, entity, slice_start;

DROP TABLE oracle_entities_of_one_slice;
DROP TABLE oracle_entity_slices;

-- Segments of peers, and peers in segments of high risk: how many a slice holds, a slice before in which they were met.
-- What a window meets first in a slice was last met before the window's start, and counts once.
CREATE OR REPLACE TEMP TABLE oracle_segment_slices AS
WITH slices AS (
  SELECT DISTINCT host, role, slice_start, segment FROM oracle_peer_slices JOIN oracle_addresses ON address = peer
), met AS (
  SELECT host, role, slice_start,
    lag(slice_start, 1, TIMESTAMP '-infinity')
      OVER (PARTITION BY host, role, segment ORDER BY slice_start) AS previous_slice
  FROM slices
)
SELECT host, role, slice_start, previous_slice, count(*) AS segments
FROM met
GROUP BY host, role, slice_start, previous_slice;

CREATE OR REPLACE TEMP TABLE oracle_high_risk_slices AS
WITH slices AS (
  SELECT host, role, slice_start, peer, sum(sessions_cnt) AS sessions_cnt
  FROM oracle_peer_slices
  JOIN oracle_addresses ON address = peer
  WHERE is_high_risk_segment
  GROUP BY host, role, slice_start, peer
), met AS (
  SELECT host, role, slice_start, sessions_cnt,
    lag(slice_start, 1, TIMESTAMP '-infinity')
      OVER (PARTITION BY host, role, peer ORDER BY slice_start) AS previous_slice
  FROM slices
)
SELECT host, role, slice_start, previous_slice, count(*) AS peers, sum(sessions_cnt) AS sessions_cnt
FROM met
GROUP BY host, role, slice_start, previous_slice;
