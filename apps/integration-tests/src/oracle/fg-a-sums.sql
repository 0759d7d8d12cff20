-- Families sums and burst of the chunk's hosts.
CREATE OR REPLACE TEMP TABLE oracle_fg_a_sums AS
SELECT
  window_number, host, role,
  CAST(sum(sessions_cnt) AS BIGINT) AS sessions_cnt,
  CAST(sum(bytes_sent_sum) AS BIGINT) AS bytes_sent_sum,
  CAST(sum(bytes_recv_sum) AS BIGINT) AS bytes_recv_sum,
  sum(bytes_sent_sum) + sum(bytes_recv_sum) AS bytes_both_sum,
  sum(duration_sum) AS duration_sum,
  CAST(sum(allow_cnt) AS BIGINT) AS allow_cnt,
  CAST(sum(deny_cnt) AS BIGINT) AS deny_cnt,
  CAST(sum(alert_cnt) AS BIGINT) AS alert_cnt,
  CAST(sum(rst_cnt) AS BIGINT) AS rst_cnt,
  CAST(sum(aged_out_cnt) AS BIGINT) AS aged_out_cnt,
  CAST(sum(zero_reply_cnt) AS BIGINT) AS zero_reply_cnt,
  CAST(sum(short_session_cnt) AS BIGINT) AS short_session_cnt,
  CAST(sum(threat_cnt) AS BIGINT) AS threat_cnt,
  CAST(sum(traffic_cnt) AS BIGINT) AS traffic_cnt,
  CAST(sum(tcp_cnt) AS BIGINT) AS tcp_cnt,
  CAST(sum(udp_cnt) AS BIGINT) AS udp_cnt,
  CAST(sum(icmp_cnt) AS BIGINT) AS icmp_cnt,
  CAST(sum(high_risk_port_sessions_cnt) AS BIGINT) AS high_risk_port_sessions_cnt,
  CAST(sum(admin_port_sessions_cnt) AS BIGINT) AS admin_port_sessions_cnt,
  CAST(sum(fileshare_port_sessions_cnt) AS BIGINT) AS fileshare_port_sessions_cnt,
  CAST(sum(directory_port_sessions_cnt) AS BIGINT) AS directory_port_sessions_cnt,
  CAST(sum(db_port_sessions_cnt) AS BIGINT) AS db_port_sessions_cnt,
  max(max_sessions_per_minute) AS max_sessions_per_minute
FROM oracle_window_slices
JOIN oracle_host_slices USING (slice_start)
WHERE host % getvariable('oracle_chunks') = getvariable('oracle_chunk')
GROUP BY window_number, host, role;
