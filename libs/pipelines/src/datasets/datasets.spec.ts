import type { Dataset, Table } from '@ndr/core';
import { deltas } from './deltas';
import { fgA, fgAMetrics } from './fg-a';
import { baselineStatistics, fgB } from './fg-b';
import { integration, optionalIntegrationColumns } from './integration';
import { pairCounts } from './pair-counts';

const table = ({ tables }: Dataset, name: string): Table => {
  const found = tables[name];
  if (!found) throw new RangeError(`no table ${name}`);
  return found;
};
const described = ({ columns }: Table) =>
  columns.map(({ name, type, nullable }) => `${name} ${type}${nullable ? '?' : ''}`);
const names = (columns: Table['columns']) => columns.map(({ name }) => name);

const additive =
  `sessions_cnt bytes_sent_sum bytes_recv_sum duration_sum allow_cnt deny_cnt alert_cnt rst_cnt aged_out_cnt
  zero_reply_cnt short_session_cnt threat_cnt traffic_cnt tcp_cnt udp_cnt icmp_cnt high_risk_port_sessions_cnt
  admin_port_sessions_cnt fileshare_port_sessions_cnt directory_port_sessions_cnt db_port_sessions_cnt`.split(/\s+/);

const metrics = [
  ...additive,
  ...`max_sessions_per_minute peer_ip_nunique peer_port_nunique peer_segment_nunique peer_ip_entropy peer_port_entropy
  peer_ip_top1_sessions_share peer_port_top1_sessions_share peer_ip_top1_bytes_share peer_port_top1_bytes_share
  duration_mean deny_ratio transport_tcp_ratio transport_udp_ratio transport_icmp_ratio bytes_asymmetry
  has_high_risk_port_activity has_high_risk_segment_interaction high_risk_segment_sessions_cnt
  high_risk_segment_unique_dsts new_peer_cnt_lookback30d rare_peer_cnt_lookback30d new_peer_ratio_lookback30d
  new_dst_port_cnt_lookback30d rare_dst_port_cnt_lookback30d new_pair_cnt_lookback30d
  new_src_dst_port_cnt_lookback30d`.split(/\s+/),
];

describe('deltas', () => {
  it('hold a row a host, role and slice, with every additive column and the burst', () => {
    const host = table(deltas, 'host');
    expect(host).toMatchObject({ folder: 'host', key: ['host_ip', 'role', 'slice_start'] });
    expect(names(host.columns)).toEqual([...host.key, ...additive, 'max_sessions_per_minute']);
  });

  it('hold a row a peer and service', () => {
    const peer = table(deltas, 'peer');
    expect(peer).toMatchObject({ folder: 'peer', key: ['host_ip', 'role', 'slice_start', 'peer_ip', 'peer_port'] });
    expect(names(peer.columns)).toEqual([...peer.key, 'sessions_cnt', 'bytes_sent_sum', 'bytes_recv_sum']);
  });

  it('are null nowhere', () => {
    for (const { columns } of Object.values(deltas.tables)) {
      expect(columns.filter(({ nullable }) => nullable)).toEqual([]);
    }
  });
});

describe('fg_a', () => {
  const { columns, key } = table(fgA, 'fg_a');

  it('has 48 metrics', () => {
    expect(names(fgAMetrics)).toEqual(metrics);
    expect(metrics).toHaveLength(48);
  });

  it('has the metrics between its key and coverage, context and identity', () => {
    expect(names(columns)).toEqual([
      ...key,
      ...metrics,
      ...['slices_expected', 'slices_present', 'is_complete'],
      ...['hour_of_day', 'day_of_week', 'is_working_hours', 'is_off_hours', 'is_night_hours', 'is_weekend'],
      ...['is_holiday', 'time_band', 'segment_id', 'mini_batch_id', 'feature_spec_version', 'record_id'],
      'novelty_baseline_end',
    ]);
    expect(key).toEqual(['host_ip', 'role', 'window_label', 'window_end_ts']);
  });

  it('is null only where there is no baseline', () => {
    const nullable = columns.filter((column) => column.nullable);
    expect(names(nullable)).toEqual([
      ...metrics.filter((name) => name.endsWith('_lookback30d')),
      'novelty_baseline_end',
    ]);
  });

  it('writes every flag as an int', () => {
    const flags = columns.filter(({ name }) => name.startsWith('is_') || name.startsWith('has_'));
    expect(new Set(flags.map(({ type }) => type))).toEqual(new Set(['int']));
  });
});

it('pair_counts has a row a pair, port and slice', () => {
  const pairs = table(pairCounts, 'pair_counts');
  expect(pairs).toMatchObject({ folder: '', key: ['src_ip', 'dst_ip', 'dst_port', 'slice_start'] });
  expect(described(pairs)).toEqual([
    ...['src_ip string', 'dst_ip string', 'dst_port int', 'slice_start timestamp', 'sessions_cnt long'],
    ...['bytes_sent_sum long', 'bytes_recv_sum long', 'first_event_ts timestamp', 'last_event_ts timestamp'],
    'segment_id string',
  ]);
});

it('integration has the columns of a session, and three that a batch may lack', () => {
  expect(integration).toMatchObject({ external: true, formats: ['jsonl', 'parquet'], partitioning: 'mini-batch' });
  expect(names(table(integration, 'integration').columns)).toEqual([
    ...['source_ip', 'destination_ip', 'source_port', 'destination_port', 'source_bytes', 'destination_bytes'],
    ...['event_start', 'event_end', 'event_action', 'event_reason', 'event_name', 'network_transport'],
  ]);
  expect(optionalIntegrationColumns).toEqual(['event_reason', 'event_name', 'source_port']);
});

describe('fg_b', () => {
  const statistics = 'median p25 p75 p95 p99 mad iqr support_count cold_start_flag'.split(' ');
  const types = [...Array<string>(7).fill('double?'), 'long', 'int'];

  it.each([
    ['host', ['host_ip', 'role', 'segment_id', 'time_band', 'window_label']],
    ['segment', ['segment_id', 'role', 'time_band', 'window_label']],
    ['global', ['role', 'time_band', 'window_label']],
  ])('%s has nine statistics of each metric behind its key', (name, key) => {
    expect(table(fgB, name)).toMatchObject({ folder: name, key });
    expect(described(table(fgB, name))).toEqual([
      ...key.map((column) => `${column} string`),
      ...metrics.flatMap((metric) => statistics.map((statistic, i) => `${metric}_${statistic} ${types[i] ?? ''}`)),
    ]);
    expect(baselineStatistics).toEqual(statistics);
  });

  it('ip_metadata says of each host and window how much history there is', () => {
    expect(described(table(fgB, 'ip_metadata'))).toEqual([
      ...['host_ip string', 'window_label string'],
      ...['is_full_history int', 'is_non_persistent_machine int', 'is_cold_start int'],
    ]);
  });

  it.each([
    ['pair_host', 'src_ip'],
    ['pair_segment', 'segment_id'],
  ])('%s says how rare a destination and service is to a %s', (name, whose) => {
    expect(table(fgB, name)).toMatchObject({ folder: name, key: [whose, 'dst_ip', 'dst_port'] });
    expect(described(table(fgB, name))).toEqual([
      ...[`${whose} string`, 'dst_ip string', 'dst_port int', 'pair_seen_count long', 'active_days long'],
      ...['pair_daily_avg double', 'pair_last_seen_ts timestamp', 'pair_rarity_score double'],
      ...['pair_surprisal double', 'is_rare_pair_flag int'],
    ]);
  });
});

it.each([deltas, fgA, fgB, integration, pairCounts])(
  '$name: keys are columns, names are unique, all are described',
  (each) => {
    for (const { columns, key } of Object.values(each.tables)) {
      expect(names(columns)).toEqual([...new Set(names(columns))]);
      expect(names(columns)).toEqual(expect.arrayContaining([...key]));
      expect(columns.filter(({ description }) => description.trim() === '')).toEqual([]);
    }
  },
);
