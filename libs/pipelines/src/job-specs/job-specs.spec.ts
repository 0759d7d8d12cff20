import { effectiveJobSpec, NdrError, type JobSpecDefinition } from '@ndr/core';
import { deltaBuilderJobSpec } from './delta-builder';
import { fgABuilderJobSpec } from './fg-a-builder';
import { fgBBuilderJobSpec } from './fg-b-builder';
import { pairCountsBuilderJobSpec } from './pair-counts-builder';
import { fgAMetrics } from '../datasets/fg-a';

const scope = { bucket: 'ndr-local', project: 'rita', version: 'v1' };
const effective = (definition: JobSpecDefinition, written: unknown = {}) =>
  effectiveJobSpec(definition, written, scope, 'file');

const shared = {
  project_name: 'rita',
  feature_spec_version: 'v1',
  time_zone: 'UTC',
  weekend_days: [6, 7],
  holidays: [],
  segment_mapping: { rules: [], prefix_length_v4: 24, prefix_length_v6: 64 },
};
const integration = {
  time_format: 'iso8601',
  field_mapping: {},
  late_events: 'clamp',
  require_complete: false,
};
const at = (path: string, format = 'parquet') => ({ s3_prefix: `s3://ndr-local/rita/${path}/`, format });

describe('defaults', () => {
  it('of the Delta builder', () => {
    expect(effective(deltaBuilderJobSpec)).toEqual({
      ...shared,
      ...integration,
      job_name: 'delta_builder',
      reads: { integration: at('integration', 'jsonl') },
      writes: { deltas: at('v1/deltas') },
      internal_networks: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
      deny_actions: ['deny', 'drop', 'reset-*'],
      short_session_seconds: 1,
      port_sets: {
        high_risk: [23, 135, 445, 1433, 3389, 4444, 5900, 6667],
        admin: [22, 23, 3389, 5900, 5985, 5986],
        fileshare: [139, 445, 2049],
        directory: [88, 389, 636, 3268, 3269],
        db: [1433, 1521, 3306, 5432, 6379, 27017],
      },
    });
  });

  it('of the FG-A builder', () => {
    expect(effective(fgABuilderJobSpec)).toEqual({
      ...shared,
      job_name: 'fg_a_builder',
      reads: { deltas: at('v1/deltas'), fg_b: at('v1/fg_b') },
      writes: { fg_a: at('v1/fg_a') },
      windows: ['w_15m', 'w_30m', 'w_1h', 'w_8h', 'w_24h'],
      high_risk_segments: [],
      novelty: { rare_below: 5 },
    });
  });

  it('of the FG-B builder', () => {
    const metrics = fgAMetrics.map(({ name }) => name);
    expect(effective(fgBBuilderJobSpec)).toEqual({
      ...shared,
      job_name: 'fg_b_builder',
      reads: { fg_a: at('v1/fg_a'), pair_counts: at('v1/pair_counts') },
      writes: { fg_b: at('v1/fg_b') },
      windows: ['w_15m', 'w_30m', 'w_1h', 'w_8h', 'w_24h'],
      metrics,
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
        machine_names: null,
        non_persistent_prefixes: [],
      },
      pair_rarity: { rarity_threshold: 0.2 },
      require_complete: false,
      largest_array_group: expect.any(Number) as number,
    });
  });

  it('of the Pair-Counts builder', () => {
    expect(effective(pairCountsBuilderJobSpec)).toEqual({
      ...shared,
      ...integration,
      job_name: 'pair_counts_builder',
      reads: { integration: at('integration', 'jsonl') },
      writes: { pair_counts: at('v1/pair_counts') },
    });
  });
});

it('shares prefixes between writers and readers', () => {
  const prefix = (definition: JobSpecDefinition, side: 'reads' | 'writes', dataset: string) =>
    effective(definition)[side][dataset];
  expect(prefix(fgABuilderJobSpec, 'reads', 'deltas')).toEqual(prefix(deltaBuilderJobSpec, 'writes', 'deltas'));
  expect(prefix(pairCountsBuilderJobSpec, 'reads', 'integration')).toEqual(
    prefix(deltaBuilderJobSpec, 'reads', 'integration'),
  );
});

const refusals: [JobSpecDefinition, unknown, string][] = [
  [deltaBuilderJobSpec, { time_zone: 'Mars/Olympus' }, 'time_zone'],
  [deltaBuilderJobSpec, { weekend_days: [0] }, 'weekend_days.0'],
  [deltaBuilderJobSpec, { holidays: ['2024-02-30'] }, 'holidays.0'],
  [deltaBuilderJobSpec, { internal_networks: ['10.0.0.0'] }, 'internal_networks.0'],
  [deltaBuilderJobSpec, { segment_mapping: { prefix_length_v4: 33 } }, 'segment_mapping.prefix_length_v4'],
  [deltaBuilderJobSpec, { segment_mapping: { rules: [{ cidr: 'x', name: 'a' }] } }, 'segment_mapping.rules.0.cidr'],
  [deltaBuilderJobSpec, { port_sets: { admin: [65_536] } }, 'port_sets.admin.0'],
  [deltaBuilderJobSpec, { late_events: 'drop' }, 'late_events'],
  [deltaBuilderJobSpec, { time_format: 'rfc2822' }, 'time_format'],
  [deltaBuilderJobSpec, { short_session_seconds: -1 }, 'short_session_seconds'],
  [fgABuilderJobSpec, { windows: [] }, 'windows'],
  [fgABuilderJobSpec, { windows: ['w_2h'] }, 'windows.0'],
  [fgABuilderJobSpec, { novelty: { rare_below: 0 } }, 'novelty.rare_below'],
  [fgBBuilderJobSpec, { metrics: [] }, 'metrics'],
  [fgBBuilderJobSpec, { metrics: ['sessions_cnt', 'is_weekend'] }, 'metrics.1'],
  [fgBBuilderJobSpec, { metrics: ['tcp_cnt', 'tcp_cnt'] }, 'metrics'],
  [fgBBuilderJobSpec, { horizons: { '14d': {} } }, 'horizons'],
  [fgBBuilderJobSpec, { horizons: { '7d': { horizon_days: 0 } } }, 'horizons.7d.horizon_days'],
  [fgBBuilderJobSpec, { horizons: { '30d': { safety_gap_days: -1 } } }, 'horizons.30d.safety_gap_days'],
  [fgBBuilderJobSpec, { horizons: { '7d': { support_min: 0 } } }, 'horizons.7d.support_min'],
  [
    fgBBuilderJobSpec,
    { horizons: { '7d': { support_min_by_metric: { nothing: 3 } } } },
    'horizons.7d.support_min_by_metric',
  ],
  [fgBBuilderJobSpec, { capping: { key_metrics: ['nothing'] } }, 'capping.key_metrics.0'],
  [fgBBuilderJobSpec, { capping: { z_max: 0 } }, 'capping.z_max'],
  [fgBBuilderJobSpec, { capping: { weights: { normal: 1.5 } } }, 'capping.weights.normal'],
  [fgBBuilderJobSpec, { capping: { weights: { capped: 0 } } }, 'capping.weights.capped'],
  [fgBBuilderJobSpec, { ip_metadata: { machine_names: '/etc/names' } }, 'ip_metadata.machine_names'],
  [fgBBuilderJobSpec, { pair_rarity: { rarity_threshold: 0 } }, 'pair_rarity.rarity_threshold'],
  [fgBBuilderJobSpec, { largest_array_group: -1 }, 'largest_array_group'],
];

it.each(refusals)('%# refuses what makes no sense', (definition, written, setting) => {
  const read = () => effective(definition, written);
  expect(read).toThrow(NdrError);
  expect(read).toThrow(expect.objectContaining({ place: `file: ${setting}` }));
});

it.each([
  [{ ip_metadata: { required_metrics: ['tcp_cnt', 'udp_cnt'] } }, 'ip_metadata.required_metrics.1'],
  [
    {
      ip_metadata: { required_metrics: ['tcp_cnt'] },
      horizons: { '7d': { support_min_by_metric: { tcp_cnt: 3, udp_cnt: 3 } } },
    },
    'horizons.7d.support_min_by_metric.udp_cnt',
  ],
])('refuses what is said of metrics that get no baseline: %j', (settings, place) => {
  expect(() => effective(fgBBuilderJobSpec, { metrics: ['tcp_cnt'], ...settings })).toThrow(
    expect.objectContaining({ place: `file: ${place}` }),
  );
});

it('shortens one horizon and leaves the rest at its defaults', () => {
  const written = { horizons: { '7d': { horizon_days: 2, safety_gap_days: 0 } } };
  expect(effective(fgBBuilderJobSpec, written)).toMatchObject({
    horizons: {
      '7d': { horizon_days: 2, safety_gap_days: 0, support_min: 20 },
      '30d': { horizon_days: 30, safety_gap_days: 7, support_min: 50 },
    },
  });
});

it.each([['Europe/Berlin'], ['UTC'], ['America/Argentina/Buenos_Aires']])('knows the time zone %s', (zone) => {
  expect(effective(deltaBuilderJobSpec, { time_zone: zone })).toMatchObject({ time_zone: zone });
});

it('names the canonical time zone where another spelling is given, which Spark would not know', () => {
  expect(() => effective(deltaBuilderJobSpec, { time_zone: 'europe/berlin' })).toThrow(
    expect.objectContaining({ code: 'job-spec.invalid', remedy: 'Write Europe/Berlin.' }),
  );
});

it('takes networks of both versions, and none for every address', () => {
  expect(effective(deltaBuilderJobSpec, { internal_networks: ['64.225.56.201/32', '2001:db8::/32'] })).toBeDefined();
  expect(effective(deltaBuilderJobSpec, { internal_networks: [] })).toMatchObject({ internal_networks: [] });
});
