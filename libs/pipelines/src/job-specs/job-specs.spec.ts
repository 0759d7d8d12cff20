import { effectiveJobSpec, NdrError, type JobSpecDefinition } from '@ndr/core';
import { deltaBuilderJobSpec } from './delta-builder';
import { fgABuilderJobSpec } from './fg-a-builder';
import { pairCountsBuilderJobSpec } from './pair-counts-builder';

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
];

it.each(refusals)('%# refuses what makes no sense', (definition, written, setting) => {
  const read = () => effective(definition, written);
  expect(read).toThrow(NdrError);
  expect(read).toThrow(expect.objectContaining({ place: `file: ${setting}` }));
});

it.each([['Europe/Berlin'], ['UTC'], ['America/Argentina/Buenos_Aires']])('knows the time zone %s', (zone) => {
  expect(effective(deltaBuilderJobSpec, { time_zone: zone })).toMatchObject({ time_zone: zone });
});

it('takes networks of both versions, and none for every address', () => {
  expect(effective(deltaBuilderJobSpec, { internal_networks: ['64.225.56.201/32', '2001:db8::/32'] })).toBeDefined();
  expect(effective(deltaBuilderJobSpec, { internal_networks: [] })).toMatchObject({ internal_networks: [] });
});
