import { columns, defineDataset, type Column } from '@ndr/core';
import { additiveColumns } from './deltas';

const identity = [
  ...columns('string', {
    host_ip: 'Address of the host',
    role: 'outbound or inbound',
    window_label: 'w_15m, w_30m, w_1h, w_8h or w_24h',
  }),
  ...columns('timestamp', { window_end_ts: 'End of the window: the end of a slice' }),
];

const burst = columns('long', { max_sessions_per_minute: 'Most sessions that ended in one minute' });

const breadth = columns('long', {
  peer_ip_nunique: 'Distinct peers',
  peer_port_nunique: 'Distinct services',
  peer_segment_nunique: 'Distinct segments of peers',
});

const shares = columns('double', {
  peer_ip_entropy: 'Entropy (nats) of sessions over peers',
  peer_port_entropy: 'Entropy (nats) of sessions over services',
  peer_ip_top1_sessions_share: 'Largest share of sessions with one peer',
  peer_port_top1_sessions_share: 'Largest share of sessions to one service',
  peer_ip_top1_bytes_share: 'Largest share of bytes with one peer, 0 without bytes',
  peer_port_top1_bytes_share: 'Largest share of bytes of one service, 0 without bytes',
});

const ratios = columns('double', {
  duration_mean: 'Seconds a session',
  deny_ratio: 'Share of denied sessions',
  transport_tcp_ratio: 'Share of TCP sessions',
  transport_udp_ratio: 'Share of UDP sessions',
  transport_icmp_ratio: 'Share of ICMP sessions',
  bytes_asymmetry: '(sent − received) / (sent + received), 0 without bytes',
});

const flags = columns('int', {
  has_high_risk_port_activity: '1 when a session went to a high-risk port',
  has_high_risk_segment_interaction: '1 when a peer stands in a high-risk segment',
});

const highRiskSegments = columns('long', {
  high_risk_segment_sessions_cnt: 'Sessions with peers in high-risk segments',
  high_risk_segment_unique_dsts: 'Distinct peers in high-risk segments',
});

const unlessNoBaseline = (description: string) => ({ description, nullable: true });
const novelty = [
  ...columns('long', {
    new_peer_cnt_lookback30d: unlessNoBaseline('Peers never seen in the baseline'),
    rare_peer_cnt_lookback30d: unlessNoBaseline('Peers seen there less often than novelty.rare_below'),
  }),
  ...columns('double', { new_peer_ratio_lookback30d: unlessNoBaseline('Share of peers never seen there') }),
  ...columns('long', {
    new_dst_port_cnt_lookback30d: unlessNoBaseline('Services never seen there'),
    rare_dst_port_cnt_lookback30d: unlessNoBaseline('Services seen there less often than novelty.rare_below'),
    new_pair_cnt_lookback30d: unlessNoBaseline('(source, destination, port) never seen there'),
    new_src_dst_port_cnt_lookback30d: unlessNoBaseline('(source, port) never seen there, whatever the destination'),
  }),
];

const coverage = columns('int', {
  slices_expected: 'Slices of the window',
  slices_present: 'Slices of it whose Delta run committed',
  is_complete: '1 when all are present',
});

const context = [
  ...columns('int', {
    hour_of_day: 'Local hour of the last instant of the window',
    day_of_week: 'Local ISO day of the week, Monday 1',
    is_working_hours: '1 from 07 to 17 local time',
    is_off_hours: '1 from 17 to 22 local time',
    is_night_hours: '1 from 22 to 07 local time',
    is_weekend: '1 on a weekend day',
    is_holiday: '1 on a holiday',
  }),
  ...columns('string', { time_band: 'WD or WE (weekend or holiday), and WORKING, OFF or NIGHT' }),
];

const lineage = [
  ...columns('string', {
    segment_id: 'Segment of the host',
    mini_batch_id: "Batch that covers the window's last slice",
    feature_spec_version: 'Version of the features',
    record_id: 'host_ip|role|window_label|window_end_ts',
  }),
  ...columns('timestamp', {
    novelty_baseline_end: unlessNoBaseline('Reference time of the baseline that novelty was measured against'),
  }),
];

/** Metrics of FG-A whose baselines FG-B builds, in the order of the table. */
export const fgAMetrics: readonly Column[] = [
  ...additiveColumns,
  ...burst,
  ...breadth,
  ...shares,
  ...ratios,
  ...flags,
  ...highRiskSegments,
  ...novelty,
];

/** Features of each host, role and window. */
export const fgA = defineDataset({
  name: 'fg_a',
  description: 'Features of a host and role over windows that end with each slice.',
  partitioning: 'slice',
  tables: {
    fg_a: {
      folder: '',
      description: 'One host, role and window.',
      key: ['host_ip', 'role', 'window_label', 'window_end_ts'],
      columns: [...identity, ...fgAMetrics, ...coverage, ...context, ...lineage],
    },
  },
});
