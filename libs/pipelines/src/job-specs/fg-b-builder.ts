import { defineJobSpec, type SettingFault } from '@ndr/core';
import { z } from 'zod';
import { sharedSettings, windows } from './shared-settings';
import { defaultBaselineRanges, type BaselineHorizon } from '../baseline-horizons';
import { fgA, fgAMetrics } from '../datasets/fg-a';
import { fgB } from '../datasets/fg-b';
import { pairCounts } from '../datasets/pair-counts';

const metricNames = fgAMetrics.map(({ name }) => name);
const metric = z.enum(metricNames as [string], { error: 'must be a metric of FG-A' });
const metrics = z
  .array(metric)
  .refine((names) => new Set(names).size === names.length, { message: 'must name each metric once' });
const support = z.int().min(1);
const weight = z.int().min(1).max(1000);

const days = z.int().max(366);

const horizon = (name: BaselineHorizon, supportMin: number) => {
  const { horizon_days, safety_gap_days } = defaultBaselineRanges[name];
  return z
    .strictObject({
      horizon_days: days.min(1).default(horizon_days).describe('Days of the range'),
      safety_gap_days: days.min(0).default(safety_gap_days).describe('Days between the range and the reference time'),
      support_min: support.default(supportMin).describe('Rows with a value below which a metric is a cold start'),
      support_min_by_metric: z
        .partialRecord(metric, support)
        .default({})
        .describe('The same for single metrics: metric → rows'),
    })
    .meta({ title: 'Horizon', description: 'Which days a baseline is made of, and how many rows it needs' })
    .prefault({});
};

const capping = z
  .strictObject({
    key_metrics: metrics
      .default([
        ...['sessions_cnt', 'bytes_sent_sum', 'bytes_recv_sum'],
        ...['peer_ip_nunique', 'peer_ip_entropy', 'max_sessions_per_minute'],
      ])
      .describe('A row that is extreme in one of these counts less'),
    z_max: z.number().positive().default(6).describe('Robust deviations beyond which a row is extreme'),
    weights: z
      .strictObject({
        normal: weight.default(10).describe('Of ordinary rows'),
        capped: weight.default(1).describe('Of extreme rows'),
      })
      .meta({ title: 'Weights' })
      .prefault({})
      .describe('How often a row stands in the list that quantiles are taken of'),
  })
  .meta({ title: 'Capping' })
  .prefault({})
  .describe('How extreme rows are kept from becoming the normal');

const ipMetadata = z
  .strictObject({
    required_metrics: metrics
      .min(1)
      .default(['sessions_cnt', 'bytes_sent_sum', 'bytes_recv_sum'])
      .describe('Metrics that need their minimal support for a full history'),
    machine_names: z
      .string()
      .regex(/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/.+$/, 'must be s3://bucket/… of a file or a prefix')
      .nullable()
      .default(null)
      .describe('JSON Lines {host_ip, machine_name}; null: no names are known'),
    non_persistent_prefixes: z
      .array(z.string().min(1))
      .default([])
      .describe('Beginnings of the names of machines that do not last'),
  })
  .meta({ title: 'IpMetadata' })
  .prefault({})
  .describe('What makes the history of a host full');

interface Settings {
  readonly metrics: readonly string[];
  readonly horizons: Readonly<Record<string, { readonly support_min_by_metric: Readonly<Record<string, number>> }>>;
  readonly ip_metadata: z.infer<typeof ipMetadata>;
}

/** Settings about metrics that get no baseline. */
function uncovered(spec: Settings): readonly SettingFault[] {
  const covered = new Set(spec.metrics);
  const message = 'must be one of metrics: no other gets a baseline';
  const required = spec.ip_metadata.required_metrics.flatMap((name, index) =>
    covered.has(name) ? [] : [{ path: ['ip_metadata', 'required_metrics', index], message }],
  );
  const minima = Object.entries(spec.horizons).flatMap(([label, { support_min_by_metric }]) =>
    Object.keys(support_min_by_metric)
      .filter((name) => !covered.has(name))
      .map((name) => ({ path: ['horizons', label, 'support_min_by_metric', name], message })),
  );
  return [...required, ...minima];
}

/** What the FG-B builder is told beside its arguments. */
export const fgBBuilderJobSpec = defineJobSpec({
  jobName: 'fg_b_builder',
  reads: [fgA, pairCounts],
  writes: [fgB],
  shared: { ...sharedSettings, windows },
  settings: {
    metrics: metrics
      .min(1)
      .default(metricNames)
      .describe('Metrics of FG-A that get baselines; the columns of the others say that no row had a value'),
    horizons: z
      .strictObject({ '7d': horizon('7d', 20), '30d': horizon('30d', 50) })
      .prefault({})
      .describe('Ranges of the baselines, by the name of their horizon'),
    capping,
    ip_metadata: ipMetadata,
    pair_rarity: z
      .strictObject({
        rarity_threshold: z
          .number()
          .positive()
          .max(1)
          .default(0.2)
          .describe('Score, 1 / (1 + sessions), from which on a pair is rare'),
      })
      .meta({ title: 'PairRarity' })
      .prefault({})
      .describe('What counts as a rare pair'),
    require_complete: z
      .boolean()
      .default(false)
      .describe('A run fails when a slice of a range has no commit record, of FG-A or of pair counts'),
    largest_array_group: z
      .int()
      .min(0)
      .default(200_000)
      .describe('Rows up to which a segment or the whole is held in one task; 0: always the way for large groups'),
  },
  check: (spec) => uncovered(spec as unknown as Settings),
});
