import type { ColumnType, Dataset, Table } from '@ndr/core';
import { baselineStatistics, fgA, fgAMetrics, fgB, pairCounts, type CommitRecord } from '@ndr/pipelines';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { literal, withDatabase } from '../tables/database';
import { projectTables, type ProjectTables } from '../tables/project-tables';

/** Values of a row; what is left out is null, or 0 of a metric of FG-A. */
export type Values = Readonly<Record<string, string | number | null>>;

const types: Readonly<Record<ColumnType, string>> = {
  string: 'VARCHAR',
  int: 'INTEGER',
  long: 'BIGINT',
  double: 'DOUBLE',
  timestamp: 'TIMESTAMP',
  date: 'DATE',
  boolean: 'BOOLEAN',
};

let written = 0;

/** The tables of a new project, in a folder of their own. */
export function newTables(): ProjectTables & { readonly root: string } {
  const root = mkdtempSync(join(tmpdir(), 'ndr-findings-'));
  return { root, ...projectTables('v1', (dataset) => join(root, dataset)) };
}

/** Rows of FG-A: metrics that are left out are 0, new pairs unknown. */
export function featureRow(values: Values): Values {
  const zeros = fgAMetrics.filter(({ nullable }) => !nullable).map(({ name }) => [name, 0] as const);
  return {
    role: 'outbound',
    window_label: 'w_15m',
    time_band: 'WD_WORKING',
    segment_id: '10.0.0.0/24',
    ...Object.fromEntries(zeros),
    ...values,
  };
}

/** The columns of a metric's statistics. */
export function statisticsOf(
  metric: string,
  { median, spread, support = 100, cold = 0 }: { median: number; spread: number; support?: number; cold?: number },
): Values {
  const values = [
    median,
    median - spread,
    median + spread,
    median + 3 * spread,
    median + 4 * spread,
    spread,
    2 * spread,
  ];
  return Object.fromEntries(
    baselineStatistics.map((name, index) => [`${metric}_${name}`, [...values, support, cold][index] ?? null]),
  );
}

/** Commits a slice of FG-A and pair counts. */
export async function writeSlice(
  tables: ProjectTables,
  slice: string,
  rows: { readonly features?: readonly Values[]; readonly pairs?: readonly Values[] },
): Promise<void> {
  const { features = [], pairs = [] } = rows;
  await writeDataset(tables.fgA, fgA, { fg_a: features }, sliceRecord(slice));
  await writeDataset(tables.pairCounts, pairCounts, { pair_counts: pairs }, sliceRecord(slice));
  await writeDataset(tables.deltas, fgA, {}, sliceRecord(slice));
}

/** Commits a snapshot of FG-B. */
export async function writeSnapshot(
  tables: ProjectTables,
  { horizon = '7d', end }: { readonly horizon?: string; readonly end: string },
  rows: Readonly<Record<string, readonly Values[]>>,
): Promise<void> {
  const path = join('_commits', 'feature_spec_version=v1', `baseline_horizon=${horizon}`, `baseline_end=${end}.json`);
  await writeDataset(tables.fgB, fgB, rows, { path, baseline_end: `${end}T00:00:00Z`, slice_start: null });
}

interface RecordPlace {
  readonly path: string;
  readonly slice_start: string | null;
  readonly baseline_end: string | null;
}

function sliceRecord(slice: string): RecordPlace {
  const path = join('_commits', `dt=${slice.slice(0, 10)}`, `${slice.slice(11, 16).replace(':', '')}.json`);
  return { path, slice_start: slice, baseline_end: null };
}

async function writeDataset(
  prefix: string,
  dataset: Dataset,
  rows: Readonly<Record<string, readonly Values[]>>,
  { path, ...place }: RecordPlace,
): Promise<void> {
  const files: Record<string, string[]> = {};
  for (const [name, ofTable] of Object.entries(rows)) {
    const table = dataset.tables[name];
    if (!table || ofTable.length === 0) continue;
    const file = join(table.folder, `part-${++written}.parquet`);
    await writeParquet(join(prefix, file), table, ofTable);
    files[name] = [file];
  }
  const record: CommitRecord = {
    ...{ run_id: `run-${++written}`, job: dataset.name, ...place },
    ...{ mini_batch_id: null, batch_start: null, batch_end: null, job_spec_digest: '', set_digest: '' },
    ...{ rows: {}, totals: {}, inputs: {}, novelty_baselines: [], files },
  };
  writeText(join(prefix, path), JSON.stringify(record));
}

async function writeParquet(file: string, { columns }: Table, rows: readonly Values[]): Promise<void> {
  const json = `${file}.jsonl`;
  writeText(json, rows.map((row) => JSON.stringify(row)).join('\n'));
  const schema = columns.map(({ name, type }) => `${literal(name)}: ${literal(types[type])}`);
  const from = `read_json(${literal(json)}, format = 'newline_delimited', columns = {${schema.join(', ')}})`;
  await withDatabase((database) => database.run(`COPY (FROM ${from}) TO ${literal(file)} (FORMAT parquet)`));
}

/** Writes a file and the folders above it. */
export function writeText(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
