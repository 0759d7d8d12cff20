import type { DuckDBConnection } from '@duckdb/node-api';

import { recordedBatches, type LocalProject } from './local-project';
import { committedRows, plainRows, writtenTables } from './written-tables';
import { compareTable, computeOracle, defaultSettings, type OracleSettings, type TableDifference } from '../oracle';
import { emptyDatabase } from '../oracle/written-batches';

/** Computes the oracle's tables from the recorded batches of a project, those that end by `until` where it is given. */
export async function oracleOfProject(
  project: LocalProject,
  settings: Partial<OracleSettings> = {},
  { until }: { readonly until?: string } = {},
): Promise<DuckDBConnection> {
  const connection = await emptyDatabase();
  await computeOracle(connection, {
    batches: recordedBatches(project).filter(({ end }) => until === undefined || end <= until),
    settings: { ...defaultSettings, ...settings },
    featureSpecVersion: project.version,
  });
  return connection;
}

/** Where the tables of a project differ from the oracle's, read by commit records and by the folders alone. */
export async function differencesFromOracle(
  connection: DuckDBConnection,
  project: LocalProject,
): Promise<TableDifference[]> {
  const found: TableDifference[] = [];
  for (const table of writtenTables) {
    for (const actual of [committedRows(project, table), plainRows(project, table)]) {
      found.push(...(await compareTable(connection, { expected: table.oracle, actual, key: table.key })));
    }
  }
  return found;
}
