import { allMetrics, defaultBaselineSettings, type BaselineSettings } from './baseline-settings';
import { computeBaselines, type OracleSnapshot } from './baselines';
import { literal, queryRows, type SqlValue } from './sql';
import { emptyDatabase, plainRow } from './written-batches';

/** A row of FG-A or of pair counts as specs write it: what they leave out is that of `feature` or `pair`. */
export type WrittenRow = Readonly<Record<string, SqlValue>>;

/** A row of FG-A: a host's quarter hour on a working day, every metric null save those in `values`. */
export function feature(values: WrittenRow = {}): WrittenRow {
  return {
    host_ip: '10.0.0.1',
    role: 'outbound',
    segment_id: '10.0.0.0/24',
    time_band: 'WD_WORKING',
    window_label: 'w_15m',
    window_end_ts: '2024-04-10T10:15:00Z',
    ...Object.fromEntries(allMetrics.map((metric) => [metric, null])),
    ...values,
  };
}

/** A row of pair counts: one session. */
export function pair(values: WrittenRow = {}): WrittenRow {
  return {
    src_ip: '10.0.0.1',
    segment_id: '10.0.0.0/24',
    dst_ip: '203.0.113.5',
    dst_port: 443,
    slice_start: '2024-04-10T10:00:00Z',
    sessions_cnt: 1,
    last_event_ts: '2024-04-10T10:01:00Z',
    ...values,
  };
}

/** What specs of baselines start from. */
export interface WrittenFeatures {
  readonly features?: readonly WrittenRow[];
  readonly pairs?: readonly WrittenRow[];
  readonly machines?: readonly WrittenRow[];
  readonly settings?: Partial<BaselineSettings>;
  /** One 7d snapshot whose range ends before 2024-04-13 when absent. */
  readonly snapshots?: readonly OracleSnapshot[];
}

/** The baselines of rows, asked by SQL. */
export async function baselinesOver(
  written: WrittenFeatures,
): Promise<(sql: string) => Promise<Record<string, unknown>[]>> {
  const connection = await emptyDatabase();
  await computeBaselines(connection, {
    fgA: relation(written.features ?? [], feature()),
    pairCounts: relation(written.pairs ?? [], pair()),
    ...(written.machines && { machineNames: relation(written.machines, {}) }),
    snapshots: written.snapshots ?? [{ horizon: '7d', referenceTime: '2024-04-15T00:00:00Z' }],
    settings: { ...defaultBaselineSettings, ...written.settings },
  });
  return async (sql) => (await queryRows(connection, sql)).map(plainRow);
}

/** The rows as a subquery; `example` names the columns where there is no row. */
export function relation(rows: readonly WrittenRow[], example: WrittenRow): string {
  const names = Object.keys(rows[0] ?? example);
  const tuples = (rows.length > 0 ? rows : [example]).map(
    (row) => `(${names.map((name) => literal(row[name] ?? null)).join(', ')})`,
  );
  return `(FROM (VALUES ${tuples.join(', ')}) AS rows (${names.join(', ')}) WHERE ${rows.length > 0})`;
}
