import type { EvidenceKind } from './findings';

/** Metrics by what they are about. A metric that no kind lists is no evidence. */
export const evidenceKinds: Readonly<Record<EvidenceKind, readonly string[]>> = {
  activity: ['sessions_cnt', 'max_sessions_per_minute', 'tcp_cnt', 'udp_cnt', 'icmp_cnt'],
  bytes: ['bytes_sent_sum', 'bytes_recv_sum', 'bytes_asymmetry'],
  durations: ['duration_sum', 'duration_mean', 'short_session_cnt'],
  refusals: ['deny_cnt', 'deny_ratio', 'rst_cnt', 'aged_out_cnt', 'zero_reply_cnt', 'alert_cnt', 'threat_cnt'],
  peers: [
    ...['peer_ip_nunique', 'peer_segment_nunique', 'peer_ip_entropy'],
    ...['peer_ip_top1_sessions_share', 'peer_ip_top1_bytes_share'],
    ...['high_risk_segment_sessions_cnt', 'high_risk_segment_unique_dsts'],
  ],
  services: [
    ...['peer_port_nunique', 'peer_port_entropy', 'peer_port_top1_sessions_share', 'peer_port_top1_bytes_share'],
    ...['high_risk_port_sessions_cnt', 'admin_port_sessions_cnt', 'fileshare_port_sessions_cnt'],
    ...['directory_port_sessions_cnt', 'db_port_sessions_cnt'],
  ],
  transports: ['transport_tcp_ratio', 'transport_udp_ratio', 'transport_icmp_ratio'],
  novelty: [
    ...['new_peer_cnt_lookback30d', 'new_peer_ratio_lookback30d', 'new_dst_port_cnt_lookback30d'],
    ...['new_pair_cnt_lookback30d', 'new_src_dst_port_cnt_lookback30d'],
  ],
};
