/** What FG-B is told beside its snapshots, by the names of the JobSpec. */
export interface BaselineSettings {
  readonly metrics: readonly string[];
  readonly windows: readonly string[];
  /** By the name of the horizon. */
  readonly horizons: Readonly<Record<string, HorizonSettings>>;
  readonly capping: {
    readonly key_metrics: readonly string[];
    readonly z_max: number;
    readonly weights: { readonly normal: number; readonly capped: number };
  };
  readonly ip_metadata: {
    readonly required_metrics: readonly string[];
    readonly non_persistent_prefixes: readonly string[];
  };
  readonly pair_rarity: { readonly rarity_threshold: number };
}

/** The range of a horizon, and how many rows it needs. */
export interface HorizonSettings {
  readonly horizon_days: number;
  readonly safety_gap_days: number;
  readonly support_min: number;
  readonly support_min_by_metric: Readonly<Record<string, number>>;
}

/** The 48 metrics of FG-A: families sums to novelty. */
export const allMetrics: readonly string[] =
  `sessions_cnt bytes_sent_sum bytes_recv_sum duration_sum allow_cnt deny_cnt alert_cnt rst_cnt aged_out_cnt
  zero_reply_cnt short_session_cnt threat_cnt traffic_cnt tcp_cnt udp_cnt icmp_cnt high_risk_port_sessions_cnt
  admin_port_sessions_cnt fileshare_port_sessions_cnt directory_port_sessions_cnt db_port_sessions_cnt
  max_sessions_per_minute peer_ip_nunique peer_port_nunique peer_segment_nunique peer_ip_entropy peer_port_entropy
  peer_ip_top1_sessions_share peer_port_top1_sessions_share peer_ip_top1_bytes_share peer_port_top1_bytes_share
  duration_mean deny_ratio transport_tcp_ratio transport_udp_ratio transport_icmp_ratio bytes_asymmetry
  has_high_risk_port_activity has_high_risk_segment_interaction high_risk_segment_sessions_cnt
  high_risk_segment_unique_dsts new_peer_cnt_lookback30d rare_peer_cnt_lookback30d new_peer_ratio_lookback30d
  new_dst_port_cnt_lookback30d rare_dst_port_cnt_lookback30d new_pair_cnt_lookback30d
  new_src_dst_port_cnt_lookback30d`.split(/\s+/);

/** The settings of a JobSpec that says nothing of its own. */
export const defaultBaselineSettings: BaselineSettings = {
  metrics: allMetrics,
  windows: ['w_15m', 'w_30m', 'w_1h', 'w_8h', 'w_24h'],
  horizons: {
    '7d': { horizon_days: 7, safety_gap_days: 2, support_min: 20, support_min_by_metric: {} },
    '30d': { horizon_days: 30, safety_gap_days: 7, support_min: 50, support_min_by_metric: {} },
  },
  capping: {
    key_metrics: [
      ...['sessions_cnt', 'bytes_sent_sum', 'bytes_recv_sum'],
      ...['peer_ip_nunique', 'peer_ip_entropy', 'max_sessions_per_minute'],
    ],
    z_max: 6,
    weights: { normal: 10, capped: 1 },
  },
  ip_metadata: {
    required_metrics: ['sessions_cnt', 'bytes_sent_sum', 'bytes_recv_sum'],
    non_persistent_prefixes: [],
  },
  pair_rarity: { rarity_threshold: 0.2 },
};
