import { resolve } from 'node:path';

import type { DuckDBConnection } from '@duckdb/node-api';

import type { OracleBatch, PairHostBaseline } from './input';
import { OracleInputError } from './oracle-input-error';
import { literal, setVariable } from './sql';
import type { SqlValue } from './sql';

const sliceMilliseconds = 15 * 60_000;

/** Creates `oracle_batches` and `oracle_files`, and sets the variable `oracle_files` to the files of all batches. */
export async function createBatchTables(connection: DuckDBConnection, batches: readonly OracleBatch[]): Promise<void> {
  refuseBadBounds(batches);
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE oracle_batches (
      batch_number INTEGER, mini_batch_id VARCHAR, batch_start TIMESTAMP, batch_end TIMESTAMP
    );
    CREATE OR REPLACE TEMP TABLE oracle_files (filename VARCHAR, batch_number INTEGER)`);
  await insertRows(
    connection,
    'oracle_batches',
    batches.map(({ miniBatchId, start, end }, index) => [index, miniBatchId, start, end]),
  );
  const files = batches.flatMap((batch, index) => batch.files.map((file) => [resolve(file), index] as const));
  await insertRows(connection, 'oracle_files', files);
  await setVariable(connection, 'oracle_files', [...new Set(files.map(([file]) => file))], 'VARCHAR[]');
}

/** Creates `oracle_baselines`, the reference times, and `oracle_baseline_pairs`, what was seen at each. */
export async function createBaselineTables(
  connection: DuckDBConnection,
  baselines: readonly PairHostBaseline[],
): Promise<void> {
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE oracle_baselines (baseline_end TIMESTAMP);
    CREATE OR REPLACE TEMP TABLE oracle_baseline_pairs (
      baseline_end TIMESTAMP, src_ip VARCHAR, dst_ip VARCHAR, dst_port INTEGER, seen BIGINT
    )`);
  await insertRows(
    connection,
    'oracle_baselines',
    baselines.map(({ referenceTime }) => [referenceTime]),
  );
  for (const { referenceTime, files } of baselines.filter((baseline) => baseline.files.length > 0)) {
    await connection.run(
      `INSERT INTO oracle_baseline_pairs
       SELECT CAST(${literal(referenceTime)} AS TIMESTAMP), src_ip, dst_ip, dst_port, pair_seen_count
       FROM read_parquet(${literal(files)}, hive_partitioning = false)`,
    );
  }
}

function refuseBadBounds(batches: readonly OracleBatch[]): void {
  const bounds = batches
    .map(({ miniBatchId, start, end }) => ({ miniBatchId, start: Date.parse(start), end: Date.parse(end) }))
    .sort((left, right) => left.start - right.start);
  for (const [index, { miniBatchId, start, end }] of bounds.entries()) {
    if (!(start < end) || start % sliceMilliseconds !== 0 || end % sliceMilliseconds !== 0) {
      throw new OracleInputError(`The bounds of batch ${miniBatchId} are off the quarter-hour grid or reversed`);
    }
    const next = bounds[index + 1];
    if (next && next.start < end) throw new OracleInputError(`Batches ${miniBatchId} and ${next.miniBatchId} overlap`);
  }
}

async function insertRows(
  connection: DuckDBConnection,
  table: string,
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map((row) => `(${row.map(literal).join(', ')})`);
  await connection.run(`INSERT INTO ${table} VALUES ${values.join(', ')}`);
}
