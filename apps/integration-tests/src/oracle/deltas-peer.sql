-- oracle_peer_slices, oracle_deltas_peer: sums of a host's rows with a peer on a port, a role and slice.
CREATE OR REPLACE TEMP TABLE oracle_peer_slices AS
SELECT
  host, role, slice_start, peer, destination_port AS peer_port,
  count(*) AS sessions_cnt,
  CAST(sum(bytes_sent) AS BIGINT) AS bytes_sent_sum,
  CAST(sum(bytes_recv) AS BIGINT) AS bytes_recv_sum
FROM oracle_role_rows
GROUP BY host, role, slice_start, peer, destination_port;

CREATE OR REPLACE TABLE oracle_deltas_peer AS
SELECT
  hosts.ip AS host_ip, CAST(role AS VARCHAR) AS role, slice_start, peers.ip AS peer_ip, peer_port,
  sessions_cnt, bytes_sent_sum, bytes_recv_sum
FROM oracle_peer_slices
JOIN oracle_addresses AS hosts ON hosts.address = host
JOIN oracle_addresses AS peers ON peers.address = peer;
