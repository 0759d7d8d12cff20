import type { DuckDBConnection } from '@duckdb/node-api';

import { createAddressTables } from './address-tables';
import { createBaselineTables, createBatchTables } from './batches';
import type { OracleInput } from './input';
import { missingMembers, readJsonLines } from './json-lines';
import { OracleInputError } from './oracle-input-error';
import { missingColumns, readParquet } from './parquet';
import { identifier, queryRows, runFile, setVariable } from './sql';
import { setSettings } from './variables';

/** Rows, counted once for each window that reads them, that are added up at a time: it bounds the memory. */
const rowsAChunk = 30_000_000;

/** The families of FG-A for a chunk of hosts, in order. */
const familyFiles = ['fg-a-sums.sql', 'fg-a-peers.sql', 'fg-a-segments.sql', 'fg-a-novelty.sql', 'fg-a.sql'];

/**
 * Computes the 15m tables from integration files by their formulas alone. Creates the tables
 * `oracle_deltas_host`, `oracle_deltas_peer`, `oracle_fg_a`, `oracle_pair_counts`, `oracle_rejects`
 * (mini_batch_id, reason, original) and `oracle_totals` (a row a batch).
 * @throws OracleInputError when bounds are off the grid or overlap, or a batch lacks a required column.
 */
export async function computeOracle(connection: DuckDBConnection, input: OracleInput): Promise<void> {
  await dropIntermediates(connection);
  try {
    await setSettings(connection, input);
    await createBatchTables(connection, input.batches);
    await createBaselineTables(connection, input.baselines ?? []);
    await readIntegration(connection, input);
    await createAddressTables(connection, input.settings);
    await runFile(connection, 'row-quality.sql');
    await connection.run('DROP TABLE oracle_read');
    for (const file of ['roles.sql', 'deltas-host.sql', 'deltas-peer.sql', 'pair-counts.sql', 'totals.sql']) {
      await runFile(connection, file);
    }
    await connection.run('DROP TABLE oracle_judged');
    await computeFgA(connection);
  } finally {
    await dropIntermediates(connection);
  }
}

/** Creates `oracle_read`, and refuses what lacks a required column. */
async function readIntegration(connection: DuckDBConnection, { batches, settings }: OracleInput): Promise<void> {
  await runFile(connection, 'readings.sql');
  if (batches.every(({ files }) => files.length === 0)) {
    await runFile(connection, 'no-fields.sql');
    await runFile(connection, 'integration.sql');
    return;
  }
  if (settings.format === 'parquet') {
    refuse(await missingColumns(connection, settings));
    await readParquet(connection, settings);
  } else {
    await readJsonLines(connection);
    refuse(await missingMembers(connection, settings));
  }
}

/** Creates `oracle_fg_a`, a chunk of hosts after the other. */
async function computeFgA(connection: DuckDBConnection): Promise<void> {
  for (const file of ['windows.sql', 'fg-a-inputs.sql', 'novelty-inputs.sql']) await runFile(connection, file);
  const chunks = 1 + Math.floor((await rowsOfWindows(connection)) / rowsAChunk);
  await setVariable(connection, 'oracle_chunks', chunks, 'INTEGER');
  for (let chunk = 0; chunk < chunks; chunk++) {
    await setVariable(connection, 'oracle_chunk', chunk, 'INTEGER');
    for (const file of familyFiles) await runFile(connection, file);
    const target = chunk === 0 ? 'CREATE OR REPLACE TABLE oracle_fg_a AS' : 'INSERT INTO oracle_fg_a';
    await connection.run(`${target} FROM oracle_fg_a_chunk`);
  }
}

/** Rows of peers and ports to add up, counted once a window that reads them. */
async function rowsOfWindows(connection: DuckDBConnection): Promise<number> {
  const [count] = await queryRows(
    connection,
    'SELECT count(*) AS rows_of_windows FROM oracle_window_slices JOIN oracle_repeated USING (slice_start)',
  );
  return Number(count?.rows_of_windows);
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new OracleInputError(problems.join('\n'));
}

/** Drops the oracle's temporary tables and views: they may be larger than its results. */
async function dropIntermediates(connection: DuckDBConnection): Promise<void> {
  const relations = await queryRows(
    connection,
    `SELECT 'VIEW' AS kind, view_name AS name FROM duckdb_views() WHERE temporary AND starts_with(view_name, 'oracle_')
     UNION ALL
     SELECT 'TABLE', table_name FROM duckdb_tables() WHERE temporary AND starts_with(table_name, 'oracle_')`,
  );
  for (const { kind, name } of relations) {
    await connection.run(`DROP ${String(kind)} temp.${identifier(String(name))}`);
  }
}
