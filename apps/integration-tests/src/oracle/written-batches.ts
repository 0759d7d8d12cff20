import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';

import { computeOracle } from './compute';
import type { OracleBatch, OracleInput } from './input';
import { defaultSettings } from './settings';
import type { OracleSettings } from './settings';
import { queryRows } from './sql';

/** A row of integration as specs write it: every member of a plain session, save what `values` replaces. */
export function flow(values: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    source_ip: '10.0.0.1',
    destination_ip: '203.0.113.5',
    source_port: 50000,
    destination_port: 443,
    source_bytes: 100,
    destination_bytes: 200,
    event_start: '2024-04-19T00:01:00Z',
    event_end: '2024-04-19T00:01:02Z',
    event_action: 'allow',
    event_reason: 'tcp-fin',
    event_name: 'TRAFFIC',
    network_transport: 'tcp',
    ...values,
  };
}

/** Rows of a batch: objects are written as JSON, texts as they are. */
export type Lines = readonly (string | Readonly<Record<string, unknown>>)[];

/** A batch from 00:00 on 2024-04-19 with the lines in one file; `minutes` long, a slice when absent. */
export function writtenBatch(lines: Lines, options: { start?: string; minutes?: number } = {}): OracleBatch {
  const start = new Date(options.start ?? '2024-04-19T00:00:00Z');
  const end = new Date(start.getTime() + (options.minutes ?? 15) * 60_000);
  const miniBatchId = `${start.toISOString().slice(0, 16).replaceAll(/[-:]/g, '')}Z`;
  const file = join(temporaryFolder(), `${miniBatchId}.jsonl.gz`);
  const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  writeFileSync(file, gzipSync(texts.map((text) => `${text}\n`).join('')));
  return { miniBatchId, start: start.toISOString(), end: end.toISOString(), files: [file] };
}

/** A new folder below the system's one for temporary files. */
export function temporaryFolder(): string {
  mkdirSync(tmpdir(), { recursive: true });
  return mkdtempSync(join(tmpdir(), 'oracle-'));
}

/** A connection to an empty database in memory. */
export async function emptyDatabase(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  return instance.connect();
}

/** The oracle's tables over batches, asked by SQL. */
export async function oracleOver(
  batches: readonly OracleBatch[],
  settings: Partial<OracleSettings> = {},
  more: Partial<OracleInput> = {},
): Promise<(sql: string) => Promise<Record<string, unknown>[]>> {
  const connection = await emptyDatabase();
  await computeOracle(connection, {
    batches,
    settings: { ...defaultSettings, ...settings },
    featureSpecVersion: 'v1',
    ...more,
  });
  return async (sql) => (await queryRows(connection, sql)).map(plainRow);
}

/** Whole numbers as numbers and times as ISO texts, to be written down in specs. */
export function plainRow(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (typeof value === 'bigint') return [name, Number(value)];
      return [name, value instanceof Date ? value.toISOString() : value];
    }),
  );
}
