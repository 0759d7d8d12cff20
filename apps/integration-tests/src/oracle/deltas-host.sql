-- oracle_host_slices, oracle_deltas_host: sums of a host's rows, a role and slice.
CREATE OR REPLACE TEMP TABLE oracle_host_slices AS
WITH sums AS (
  SELECT
    host, role, slice_start,
    count(*) AS sessions_cnt,
    CAST(sum(bytes_sent) AS BIGINT) AS bytes_sent_sum,
    CAST(sum(bytes_recv) AS BIGINT) AS bytes_recv_sum,
    sum(duration_us) / 1e6 AS duration_sum,
    count_if(action = 'allow') AS allow_cnt,
    count_if(regexp_full_match(action, getvariable('oracle_deny_actions'))) AS deny_cnt,
    count_if(action = 'alert') AS alert_cnt,
    count_if(starts_with(end_reason, 'tcp-rst')) AS rst_cnt,
    count_if(end_reason = 'aged-out') AS aged_out_cnt,
    count_if(destination_bytes = 0) AS zero_reply_cnt,
    count_if(duration_us <= getvariable('oracle_short_session_us')) AS short_session_cnt,
    count_if(event_name = 'threat') AS threat_cnt,
    count_if(event_name = 'traffic') AS traffic_cnt,
    count_if(transport = 'tcp') AS tcp_cnt,
    count_if(transport = 'udp') AS udp_cnt,
    count_if(transport IN ('icmp', 'icmp6', 'ipv6-icmp')) AS icmp_cnt,
    count_if(list_contains(getvariable('oracle_high_risk_ports'), destination_port)) AS high_risk_port_sessions_cnt,
    count_if(list_contains(getvariable('oracle_admin_ports'), destination_port)) AS admin_port_sessions_cnt,
    count_if(list_contains(getvariable('oracle_fileshare_ports'), destination_port)) AS fileshare_port_sessions_cnt,
    count_if(list_contains(getvariable('oracle_directory_ports'), destination_port)) AS directory_port_sessions_cnt,
    count_if(list_contains(getvariable('oracle_db_ports'), destination_port)) AS db_port_sessions_cnt
  FROM oracle_role_rows
  GROUP BY host, role, slice_start
), minutes AS (
  SELECT host, role, slice_start, date_trunc('minute', event_end) AS minute, count(*) AS sessions
  FROM oracle_role_rows
  GROUP BY host, role, slice_start, minute
), bursts AS (
  SELECT host, role, slice_start, max(sessions) AS max_sessions_per_minute
  FROM minutes
  GROUP BY host, role, slice_start
)
SELECT * FROM sums JOIN bursts USING (host, role, slice_start);

CREATE OR REPLACE TABLE oracle_deltas_host AS
SELECT
  ip AS host_ip, CAST(role AS VARCHAR) AS role, slice_start,
  sessions_cnt, bytes_sent_sum, bytes_recv_sum, duration_sum, allow_cnt, deny_cnt, alert_cnt, rst_cnt, aged_out_cnt,
  zero_reply_cnt, short_session_cnt, threat_cnt, traffic_cnt, tcp_cnt, udp_cnt, icmp_cnt, max_sessions_per_minute,
  high_risk_port_sessions_cnt, admin_port_sessions_cnt, fileshare_port_sessions_cnt, directory_port_sessions_cnt,
  db_port_sessions_cnt
FROM oracle_host_slices
JOIN oracle_addresses ON address = host;
