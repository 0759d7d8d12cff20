-- oracle_fg_a_chunk: the rows of FG-A for the chunk's hosts, from the tables of the families.
CREATE OR REPLACE TEMP VIEW oracle_fg_a_chunk AS
SELECT
  ip AS host_ip, CAST(role AS VARCHAR) AS role, window_label, window_end_ts,
  sessions_cnt, bytes_sent_sum, bytes_recv_sum, duration_sum, allow_cnt, deny_cnt, alert_cnt, rst_cnt, aged_out_cnt,
  zero_reply_cnt, short_session_cnt, threat_cnt, traffic_cnt, tcp_cnt, udp_cnt, icmp_cnt,
  high_risk_port_sessions_cnt, admin_port_sessions_cnt, fileshare_port_sessions_cnt, directory_port_sessions_cnt,
  db_port_sessions_cnt,
  max_sessions_per_minute,
  peer_ip_nunique, peer_port_nunique, peer_segment_nunique,
  peer_ip_entropy, peer_port_entropy,
  peer_ip_top1_sessions_share, peer_port_top1_sessions_share, peer_ip_top1_bytes_share, peer_port_top1_bytes_share,
  duration_sum / sessions_cnt AS duration_mean,
  deny_cnt / sessions_cnt AS deny_ratio,
  tcp_cnt / sessions_cnt AS transport_tcp_ratio,
  udp_cnt / sessions_cnt AS transport_udp_ratio,
  icmp_cnt / sessions_cnt AS transport_icmp_ratio,
  CASE WHEN bytes_both_sum = 0 THEN 0 ELSE (bytes_sent_sum - bytes_recv_sum) / bytes_both_sum END AS bytes_asymmetry,
  CAST(high_risk_port_sessions_cnt > 0 AS INTEGER) AS has_high_risk_port_activity,
  CAST(coalesce(high_risk_segment_sessions_cnt, 0) > 0 AS INTEGER) AS has_high_risk_segment_interaction,
  coalesce(high_risk_segment_sessions_cnt, 0) AS high_risk_segment_sessions_cnt,
  coalesce(high_risk_segment_unique_dsts, 0) AS high_risk_segment_unique_dsts,
  CASE WHEN novelty_baseline_end IS NOT NULL THEN coalesce(new_peers, 0) END AS new_peer_cnt_lookback30d,
  CASE WHEN novelty_baseline_end IS NOT NULL THEN coalesce(rare_peers, 0) END AS rare_peer_cnt_lookback30d,
  CASE WHEN novelty_baseline_end IS NOT NULL THEN coalesce(new_peers, 0) / peer_ip_nunique END AS new_peer_ratio_lookback30d,
  CASE WHEN novelty_baseline_end IS NOT NULL THEN coalesce(new_dst_ports, 0) END AS new_dst_port_cnt_lookback30d,
  CASE WHEN novelty_baseline_end IS NOT NULL THEN coalesce(rare_dst_ports, 0) END AS rare_dst_port_cnt_lookback30d,
  CASE WHEN novelty_baseline_end IS NOT NULL THEN coalesce(new_pairs, 0) END AS new_pair_cnt_lookback30d,
  CASE WHEN novelty_baseline_end IS NOT NULL THEN coalesce(new_src_dst_ports, 0) END AS new_src_dst_port_cnt_lookback30d,
  novelty_baseline_end,
  slices_expected, slices_present, is_complete,
  hour_of_day, day_of_week, is_working_hours, is_off_hours, is_night_hours, is_weekend, is_holiday, time_band,
  segment_id, mini_batch_id, getvariable('oracle_feature_spec_version') AS feature_spec_version,
  concat_ws('|', ip, CAST(role AS VARCHAR), window_label, strftime(window_end_ts, '%Y-%m-%dT%H:%M:%SZ')) AS record_id
FROM oracle_fg_a_sums
JOIN oracle_fg_a_peers USING (window_number, host, role)
JOIN oracle_fg_a_segments USING (window_number, host, role)
LEFT JOIN oracle_fg_a_high_risk USING (window_number, host, role)
LEFT JOIN oracle_fg_a_novelty USING (window_number, host, role)
JOIN oracle_windows USING (window_number)
JOIN oracle_addresses ON address = host;
