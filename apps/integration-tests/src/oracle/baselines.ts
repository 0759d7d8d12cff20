import type { DuckDBConnection } from '@duckdb/node-api';

import { allMetrics, type BaselineSettings, type HorizonSettings } from './baseline-settings';
import { literal, queryRows, runFile, setVariable } from './sql';

/** A snapshot: a horizon up to a reference time. */
export interface OracleSnapshot {
  readonly horizon: string;
  /** Reference time T: a UTC midnight, ISO 8601 with Z. */
  readonly referenceTime: string;
}

/** What the baselines are computed from. */
export interface BaselineInput {
  /** SQL relation with the rows of FG-A. */
  readonly fgA: string;
  /** SQL relation with the rows of pair counts. */
  readonly pairCounts: string;
  /** SQL relation (host_ip, machine_name); no names are known where it is absent. */
  readonly machineNames?: string;
  readonly snapshots: readonly OracleSnapshot[];
  readonly settings: BaselineSettings;
}

/** The levels of baselines, each with the columns that name a group of it. */
const levels = {
  host: ['host_ip', 'role', 'segment_id', 'time_band', 'window_label'],
  segment: ['segment_id', 'role', 'time_band', 'window_label'],
  global: ['role', 'time_band', 'window_label'],
} as const;
type Level = keyof typeof levels;
const levelNames = Object.keys(levels) as readonly Level[];

/** Rows that are unpivoted at a time: it bounds the memory. */
const valuesAChunk = 30_000_000;

const millisecondsADay = 24 * 3600 * 1000;

/**
 * Fills `oracle_statistics` with the statistics of `metrics` on every level, from `oracle_baseline_rows`, their
 * `oracle_weights` (row_id, host_group, weight) and the `oracle_groups` that a host's group belongs to.
 */
export type StatisticsOfMetrics = (connection: DuckDBConnection, metrics: readonly string[]) => Promise<void>;

/**
 * Computes the FG-B tables by the formulas of the baselines alone. Creates the tables `oracle_fg_b_host`, `…_segment`,
 * `…_global`, `…_ip_metadata`, `…_pair_host` and `…_pair_segment`, each with the snapshots' rows under
 * `baseline_horizon` and `baseline_end`.
 * @param statisticsOfMetrics another way to the statistics than that of SQL
 */
export async function computeBaselines(
  connection: DuckDBConnection,
  input: BaselineInput,
  statisticsOfMetrics: StatisticsOfMetrics = statisticsBySql,
): Promise<void> {
  await connection.run("SET TimeZone = 'UTC'");
  await createInputs(connection, input);
  await setSettings(connection, input.settings);
  for (const [index, snapshot] of input.snapshots.entries()) {
    const horizon = input.settings.horizons[snapshot.horizon];
    if (horizon === undefined) throw new RangeError(`no settings of the horizon ${snapshot.horizon}`);
    await setRange(connection, horizon, snapshot.referenceTime);
    await prepareStatistics(connection, input.settings);
    await statisticsOfMetrics(connection, input.settings.metrics);
    await runFile(connection, 'fg-b-pairs.sql');
    for (const [table, sql] of Object.entries(resultTables(input.settings, horizon))) {
      const target = index === 0 ? `CREATE OR REPLACE TABLE ${table} AS` : `INSERT INTO ${table} BY NAME`;
      await connection.run(
        `${target} SELECT ${literal(snapshot.horizon)} AS baseline_horizon,
           CAST(${literal(snapshot.referenceTime)} AS TIMESTAMP) AS baseline_end, * FROM (${sql})`,
      );
    }
  }
}

async function createInputs(connection: DuckDBConnection, { fgA, pairCounts, ...input }: BaselineInput): Promise<void> {
  const metrics = allMetrics.map((metric) => `CAST(${metric} AS DOUBLE) AS ${metric}`);
  await connection.run(`
    CREATE OR REPLACE TEMP VIEW oracle_baseline_fg_a AS
    SELECT ${levels.host.join(', ')}, CAST(window_end_ts AS TIMESTAMP) AS window_end_ts, ${metrics.join(', ')}
    FROM ${fgA};
    CREATE OR REPLACE TEMP VIEW oracle_baseline_pair_counts AS
    SELECT src_ip, segment_id, dst_ip, dst_port, CAST(slice_start AS TIMESTAMP) AS slice_start, sessions_cnt,
      CAST(last_event_ts AS TIMESTAMP) AS last_event_ts
    FROM ${pairCounts};
    CREATE OR REPLACE TEMP VIEW oracle_machine_names AS
    SELECT host_ip, machine_name
    FROM ${input.machineNames ?? '(SELECT NULL::VARCHAR AS host_ip, NULL::VARCHAR AS machine_name WHERE false)'}`);
}

async function setSettings(connection: DuckDBConnection, settings: BaselineSettings): Promise<void> {
  const { z_max, weights } = settings.capping;
  await setVariable(connection, 'oracle_baseline_windows', settings.windows, 'VARCHAR[]');
  await setVariable(connection, 'oracle_z_max', z_max, 'DOUBLE');
  await setVariable(connection, 'oracle_weight_normal', weights.normal, 'BIGINT');
  await setVariable(connection, 'oracle_weight_capped', weights.capped, 'BIGINT');
  await setVariable(connection, 'oracle_rarity_threshold', settings.pair_rarity.rarity_threshold, 'DOUBLE');
}

/** [T − gap − H, T − gap). */
async function setRange(connection: DuckDBConnection, horizon: HorizonSettings, referenceTime: string): Promise<void> {
  const end = Date.parse(referenceTime) - horizon.safety_gap_days * millisecondsADay;
  const start = end - horizon.horizon_days * millisecondsADay;
  await setVariable(connection, 'oracle_range_start', new Date(start).toISOString(), 'TIMESTAMP');
  await setVariable(connection, 'oracle_range_end', new Date(end).toISOString(), 'TIMESTAMP');
  await setVariable(connection, 'oracle_horizon_days', horizon.horizon_days, 'BIGINT');
}

/** Creates the rows of the range with their groups and weights, and `oracle_statistics`, empty. */
async function prepareStatistics(connection: DuckDBConnection, { capping }: BaselineSettings): Promise<void> {
  await runFile(connection, 'fg-b-rows.sql');
  await unpivot(connection, 'oracle_key_values', 'oracle_baseline_rows', 'row_id', capping.key_metrics);
  await runFile(connection, 'fg-b-weights.sql');
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE oracle_statistics (level VARCHAR, group_id BIGINT, metric VARCHAR, median DOUBLE,
       p25 DOUBLE, p75 DOUBLE, p95 DOUBLE, p99 DOUBLE, mad DOUBLE, iqr DOUBLE, support_count BIGINT)`,
  );
}

async function statisticsBySql(connection: DuckDBConnection, metrics: readonly string[]): Promise<void> {
  const [count] = await queryRows(connection, 'SELECT count(*) AS n FROM oracle_baseline_rows');
  const metricsAChunk = Math.max(1, Math.floor(valuesAChunk / Math.max(1, Number(count?.n))));
  for (let from = 0; from < metrics.length; from += metricsAChunk) {
    const rows = '(FROM oracle_baseline_rows JOIN oracle_weights USING (row_id))';
    const chunk = metrics.slice(from, from + metricsAChunk);
    await unpivot(connection, 'oracle_values', rows, 'host_group, weight', chunk);
    for (const level of levelNames) await computeLevel(connection, level);
  }
}

/** Creates a table (names, metric, x) with a row for each value of the metrics that is not null. */
async function unpivot(
  connection: DuckDBConnection,
  table: string,
  relation: string,
  names: string,
  metrics: readonly string[],
): Promise<void> {
  await connection.run(
    metrics.length === 0
      ? `CREATE OR REPLACE TEMP TABLE ${table} AS SELECT ${names}, '' AS metric, 0::DOUBLE AS x FROM ${relation} LIMIT 0`
      : `CREATE OR REPLACE TEMP TABLE ${table} AS
         SELECT ${names}, metric, x FROM ${relation} UNPIVOT (x FOR metric IN (${metrics.join(', ')}))`,
  );
}

/** Adds to `oracle_statistics` those of a level, from the values of the chunk. */
async function computeLevel(connection: DuckDBConnection, level: Level): Promise<void> {
  await connection.run(
    level === 'host'
      ? `CREATE OR REPLACE TEMP TABLE oracle_host_counted AS
         SELECT host_group AS group_id, metric, x, sum(weight) AS weight, count(*) AS rows_cnt
         FROM oracle_values GROUP BY ALL;
         CREATE OR REPLACE TEMP VIEW oracle_counted AS FROM oracle_host_counted`
      : `CREATE OR REPLACE TEMP TABLE oracle_${level}_counted AS
         SELECT ${level}_group AS group_id, metric, x, sum(weight) AS weight, sum(rows_cnt) AS rows_cnt
         FROM oracle_host_counted JOIN oracle_groups ON group_id = host_group GROUP BY ALL;
         CREATE OR REPLACE TEMP VIEW oracle_counted AS FROM oracle_${level}_counted`,
  );
  await setVariable(connection, 'oracle_level', level, 'VARCHAR');
  await runFile(connection, 'fg-b-level.sql');
}

/** Queries of the rows of a snapshot, by the tables that take them. */
function resultTables(settings: BaselineSettings, horizon: HorizonSettings): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries(levelNames.map((level) => [`oracle_fg_b_${level}`, levelTable(level, horizon)])),
    oracle_fg_b_ip_metadata: ipMetadata(settings, horizon),
    oracle_fg_b_pair_host: "SELECT owner AS src_ip, * EXCLUDE (owner) FROM oracle_rarity('src_ip')",
    oracle_fg_b_pair_segment: "SELECT owner AS segment_id, * EXCLUDE (owner) FROM oracle_rarity('segment_id')",
  };
}

const supportMin = ({ support_min, support_min_by_metric }: HorizonSettings, metric: string): number =>
  support_min_by_metric[metric] ?? support_min;

const measures = ['median', 'p25', 'p75', 'p95', 'p99', 'mad', 'iqr', 'support_count', 'cold_start_flag'];

/** One row a group, with nine columns a metric. */
function levelTable(level: Level, horizon: HorizonSettings): string {
  const minima = allMetrics.map((metric) => `(${literal(metric)}, ${supportMin(horizon, metric)})`);
  return `
    WITH named AS (SELECT DISTINCT ${level}_group AS group_id, ${levels[level].join(', ')} FROM oracle_groups),
    minima AS (FROM (VALUES ${minima.join(', ')}) AS minima (metric, support_min)),
    found AS (FROM oracle_statistics WHERE level = ${literal(level)}),
    complete AS (
      SELECT ${levels[level].join(', ')}, metric, * EXCLUDE (level, group_id, metric, support_count, support_min),
        coalesce(support_count, 0) AS support_count,
        CAST(coalesce(support_count, 0) < support_min AS INTEGER) AS cold_start_flag
      FROM named CROSS JOIN minima LEFT JOIN found USING (group_id, metric)
    )
    FROM complete
    PIVOT (${measures.map((measure) => `any_value(${measure}) AS ${measure}`).join(', ')}
      FOR metric IN (${allMetrics.map(literal).join(', ')}) GROUP BY ${levels[level].join(', ')})`;
}

/** One row a host and window: whether the supports of its groups add up to enough. */
function ipMetadata({ ip_metadata }: BaselineSettings, horizon: HorizonSettings): string {
  const isFull = ip_metadata.required_metrics.map(
    (metric) =>
      `coalesce(sum(support_count) FILTER (metric = ${literal(metric)}), 0) >= ${supportMin(horizon, metric)}`,
  );
  const isTemporary = ip_metadata.non_persistent_prefixes.map(
    (prefix) => `starts_with(machine_name, ${literal(prefix)})`,
  );
  return `
    WITH histories AS (
      SELECT host_ip, window_label, ${isFull.join(' AND ')} AS is_full
      FROM oracle_groups
      LEFT JOIN (FROM oracle_statistics WHERE level = 'host') ON group_id = host_group
      GROUP BY host_ip, window_label
    ), machines AS (
      SELECT host_ip, bool_or(${isTemporary.length === 0 ? 'false' : isTemporary.join(' OR ')}) AS is_temporary
      FROM oracle_machine_names GROUP BY host_ip
    )
    SELECT host_ip, window_label,
      CAST(is_full AS INTEGER) AS is_full_history,
      CAST(coalesce(is_temporary, false) AS INTEGER) AS is_non_persistent_machine,
      CAST(NOT is_full OR coalesce(is_temporary, false) AS INTEGER) AS is_cold_start
    FROM histories
    LEFT JOIN machines USING (host_ip)`;
}
