import { columns, defineDataset, type Column } from '@ndr/core';
import { fgA, fgAMetrics } from './fg-a';
import { pairCounts } from './pair-counts';

/** The columns of `source` that `names` name, in the order of the names. */
const columnsNamed = (source: readonly Column[], ...names: readonly string[]) =>
  names.flatMap((name) => source.filter((column) => column.name === name));

const fgAColumns = fgA.tables.fg_a?.columns ?? [];
const pairColumns = pairCounts.tables.pair_counts?.columns ?? [];

/** Robust statistics of a metric that are null when no row of the group has a value, and what each is. */
const measures: Readonly<Record<string, string>> = {
  median: 'weighted median',
  p25: 'weighted 25th percentile',
  p75: 'weighted 75th percentile',
  p95: 'weighted 95th percentile',
  p99: 'weighted 99th percentile',
  mad: 'weighted median of the distances from the median',
  iqr: 'p75 − p25',
};

/** Names of the statistics of a metric: `<metric>_<statistic>` is a column of each level of baselines. */
export const baselineStatistics: readonly string[] = [...Object.keys(measures), 'support_count', 'cold_start_flag'];

const statisticsOf = ({ name }: Column): readonly Column[] => [
  ...Object.entries(measures).flatMap(([measure, what]) =>
    columns('double', { [`${name}_${measure}`]: { description: `${name}: ${what}`, nullable: true } }),
  ),
  ...columns('long', { [`${name}_support_count`]: `${name}: rows with a value` }),
  ...columns('int', { [`${name}_cold_start_flag`]: `${name}: 1 when the support is below its minimum` }),
];

/** A table of the robust statistics of every metric, a group of FG-A rows that agree in `key`. */
const level = (folder: string, description: string, ...key: readonly string[]) => ({
  folder,
  description,
  key,
  columns: [...columnsNamed(fgAColumns, ...key), ...fgAMetrics.flatMap(statisticsOf)],
});

const rarity = (whose: string) => [
  ...columns('long', {
    pair_seen_count: 'Sessions in the range',
    active_days: 'UTC days with a session',
  }),
  ...columns('double', { pair_daily_avg: 'Sessions a day of the horizon' }),
  ...columns('timestamp', { pair_last_seen_ts: 'Latest end of a session' }),
  ...columns('double', {
    pair_rarity_score: '1 / (1 + sessions)',
    pair_surprisal: `Surprisal (nats) of the pair among those of its ${whose}, smoothed`,
  }),
  ...columns('int', { is_rare_pair_flag: '1 when the score is at least rarity_threshold' }),
];

/** A table of how rare each destination and service is to a source or a segment of sources. */
const pairs = (folder: string, description: string, whose: string, ...key: readonly string[]) => ({
  folder,
  description,
  key,
  columns: [...columnsNamed(pairColumns, ...key), ...rarity(whose)],
});

/** Robust baselines of hosts and segments, and the rarity of pairs. */
export const fgB = defineDataset({
  name: 'fg_b',
  description: 'What is normal: baselines over 7 and 30 days, and how rare each pair is.',
  partitioning: 'baseline',
  tables: {
    host: level(
      'host',
      'What is normal for a host, by role, segment, time band and window.',
      ...['host_ip', 'role', 'segment_id', 'time_band', 'window_label'],
    ),
    segment: level(
      'segment',
      'What is normal in a segment, by role, time band and window.',
      ...['segment_id', 'role', 'time_band', 'window_label'],
    ),
    global: level(
      'global',
      'What is normal anywhere, by role, time band and window.',
      ...['role', 'time_band', 'window_label'],
    ),
    ip_metadata: {
      folder: 'ip_metadata',
      description: 'How much history a host has, by window.',
      key: ['host_ip', 'window_label'],
      columns: [
        ...columnsNamed(fgAColumns, 'host_ip', 'window_label'),
        ...columns('int', {
          is_full_history: '1 when every required metric has its minimal support, over roles and time bands',
          is_non_persistent_machine: "1 when the machine's name begins with a prefix of such machines",
          is_cold_start: '1 without full history or when not persistent',
        }),
      ],
    },
    pair_host: pairs(
      'pair_host',
      'How often a source used a service of a destination.',
      'source',
      ...['src_ip', 'dst_ip', 'dst_port'],
    ),
    pair_segment: pairs(
      'pair_segment',
      'How often the sources of a segment used a service of a destination.',
      'segment',
      ...['segment_id', 'dst_ip', 'dst_port'],
    ),
  },
});
