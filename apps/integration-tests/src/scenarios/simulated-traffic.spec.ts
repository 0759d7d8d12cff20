import { join } from 'node:path';

import type { DuckDBConnection } from '@duckdb/node-api';
import { simulateTraffic } from '@ndr/traffic';

import { literal, queryRows } from '../oracle/sql';
import { emptyDatabase } from '../oracle/written-batches';
import { filesByPlace, tablesBelow } from '../support/job-spec-prefixes';
import { newLocalProject, recordedBatches, removeProject, type LocalProject } from '../support/local-project';
import { ndr } from '../support/ndr-program';
import { differencesBetween, differencesFromOracle, oracleOfProject } from '../support/oracle-of-project';
import { commitRecords, writtenTables } from '../support/written-tables';

jest.setTimeout(20 * 60_000);

const slices = 5;
const start = '2024-04-18T23:15:00Z';
const end = '2024-04-19T00:30:00Z';

/**
 * A project with the same traffic each time: of more than an hour, and across a midnight. Its tables lie where its
 * JobSpecs say, which is not where they lie by default.
 */
async function projectWithTraffic(name: string): Promise<LocalProject> {
  const tables = 'elsewhere/tables';
  const project = newLocalProject(name, 'v1', tables);
  await simulateTraffic({ seed: 7, start, slices, flowsASlice: 400, hosts: 40, attacks: 'none' }, project.integration);
  expect((await ndr(project.stateFolder, 'job-specs', 'init', ...named(project), ...tablesBelow(tables))).failure).toBe(
    '',
  );
  return project;
}

const named = (project: LocalProject) => ['--project', project.name, '--version', project.version];

async function runBatch(project: LocalProject, ...batch: readonly string[]): Promise<void> {
  expect((await ndr(project.stateFolder, 'run-batch', ...named(project), ...batch)).failure).toBe('');
}

let range: LocalProject;
beforeAll(async () => {
  range = await projectWithTraffic('range');
  await runBatch(range, '--range', '--start', start, '--end', end);
});
afterAll(() => removeProject(range));

it('gives the cells that the formulas give', async () => {
  const connection = await oracleOfProject(range);
  expect(await differencesFromOracle(connection, range)).toEqual([]);
});

it('gives with a run for each batch what one range run gives', async () => {
  const singles = await projectWithTraffic('range');
  for (const batch of recordedBatches(singles)) {
    await runBatch(singles, '--mini-batch', batch.miniBatchId, '--start', batch.start, '--end', batch.end);
  }
  expect(await differencesBetween(range, singles)).toEqual([]);
  removeProject(singles);
});

it('changes no row when a part runs again, and leaves no file behind that nobody names', async () => {
  const before = commitRecords(range, 'deltas').map(({ run_id }) => run_id);
  const connection = await oracleOfProject(range);
  await runBatch(range, '--range', '--start', '2024-04-18T23:30:00Z', '--end', '2024-04-19T00:15:00Z');
  expect(await differencesFromOracle(connection, range)).toEqual([]);

  const after = commitRecords(range, 'deltas').map(({ run_id }) => run_id);
  const again = after.map((run, index) => run !== before[index]);
  expect(again).toEqual(before.map((_run, index) => index >= 1 && index < 4));
});

it('leaves files in the places that its JobSpecs name, and in no other', async () => {
  expect(await filesByPlace(range)).toEqual({
    places: ['deltas', 'fg_a', 'integration', 'pair_counts'],
    elsewhere: [],
  });
});

it('names as many rows in commit records as their files hold', async () => {
  const connection = await emptyDatabase();
  for (const { dataset, name } of writtenTables) {
    for (const { slice_start, rows, files } of commitRecords(range, dataset)) {
      const named = (files[name] ?? []).map((file) => join(range.folderOf(dataset), file));
      expect({ slice_start, name, rows: await rowsIn(connection, named) }).toEqual({
        slice_start,
        name,
        rows: rows[name],
      });
    }
  }
  connection.closeSync();
});

async function rowsIn(connection: DuckDBConnection, files: readonly string[]): Promise<number> {
  if (files.length === 0) return 0;
  const [count] = await queryRows(connection, `SELECT count(*) AS rows FROM read_parquet(${literal(files)})`);
  return Number(count?.rows);
}
