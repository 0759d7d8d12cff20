import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { DuckDBConnection } from '@duckdb/node-api';
import { fgA, pairCounts, type CommitRecord } from '@ndr/pipelines';

import type { LocalProject } from './local-project';
import { identifier, literal, queryRows } from '../oracle/sql';

/** Rows to lay down as if the 15m pipeline had written them. */
export interface History {
  /** SQL relations with the columns of the tables, times as UTC instants without a zone. */
  readonly fgA: string;
  readonly pairCounts: string;
}

const datasets = { fg_a: fgA, pair_counts: pairCounts } as const;
type LaidDownDataset = keyof typeof datasets;

/** Types of columns in the Parquet files that Spark writes. */
const parquetTypes: Readonly<Record<string, string>> = {
  string: 'VARCHAR',
  int: 'INTEGER',
  long: 'BIGINT',
  double: 'DOUBLE',
  timestamp: 'TIMESTAMPTZ',
};

/** Start of the slice of a row, by dataset. */
const sliceColumns: Readonly<Record<LaidDownDataset, string>> = {
  fg_a: "window_end_ts - INTERVAL '15 minutes'",
  pair_counts: 'slice_start',
};

/** Writes a project's FG-A and pair counts, a file a slice, and the commit records of the slices that have rows. */
export async function layDownHistory(
  connection: DuckDBConnection,
  project: LocalProject,
  history: History,
): Promise<void> {
  await connection.run("SET TimeZone = 'UTC'");
  await layDown(connection, project, 'fg_a', history.fgA);
  await layDown(connection, project, 'pair_counts', history.pairCounts);
}

async function layDown(
  connection: DuckDBConnection,
  project: LocalProject,
  dataset: LaidDownDataset,
  rows: string,
): Promise<void> {
  const prefix = project.folderOf(dataset);
  mkdirSync(prefix, { recursive: true });
  const columns = (datasets[dataset].tables[dataset]?.columns ?? []).map(
    ({ name, type }) => `CAST(${identifier(name)} AS ${parquetTypes[type] ?? type}) AS ${identifier(name)}`,
  );
  const slice = sliceColumns[dataset];
  const partitions = `strftime(${slice}, '%Y-%m-%d') AS dt, strftime(${slice}, '%H') AS hh, strftime(${slice}, '%M') AS mm`;
  await connection.run(
    `COPY (SELECT ${columns.join(', ')}, ${partitions} FROM ${rows})
     TO ${literal(prefix)} (FORMAT parquet, PARTITION_BY (dt, hh, mm), FILENAME_PATTERN 'rows', OVERWRITE_OR_IGNORE)`,
  );
  const slices = await queryRows(
    connection,
    `SELECT strftime(${slice}, '%Y-%m-%dT%H:%M:%SZ') AS start, count(*) AS rows FROM ${rows} GROUP BY ALL`,
  );
  for (const each of slices) writeRecord(prefix, dataset, String(each.start), Number(each.rows));
}

function writeRecord(prefix: string, dataset: LaidDownDataset, start: string, rows: number): void {
  const [date = '', time = ''] = start.split('T');
  const [hour = '', minute = ''] = time.split(':');
  const record: CommitRecord = {
    run_id: 'laid-down',
    job: `${dataset}_builder`,
    slice_start: start,
    baseline_end: null,
    mini_batch_id: 'laid-down',
    batch_start: start,
    batch_end: new Date(Date.parse(start) + 15 * 60_000).toISOString().replace('.000Z', 'Z'),
    job_spec_digest: 'laid-down',
    set_digest: 'laid-down',
    rows: { [dataset]: rows },
    totals: {},
    inputs: {},
    novelty_baselines: [],
    files: { [dataset]: [`dt=${date}/hh=${hour}/mm=${minute}/rows0.parquet`] },
  };
  const folder = join(prefix, '_commits', `dt=${date}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${hour}${minute}.json`), JSON.stringify(record));
}
