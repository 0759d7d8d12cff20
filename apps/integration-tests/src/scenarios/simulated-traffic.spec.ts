import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { DuckDBConnection } from '@duckdb/node-api';
import { simulateTraffic } from '@ndr/traffic';

import { literal, queryRows } from '../oracle/sql';
import type { OracleBatch } from '../oracle';
import { emptyDatabase } from '../oracle/written-batches';
import { filesByPlace, tablesBelow } from '../support/job-spec-prefixes';
import { newLocalProject, recordedBatches, removeProject, type LocalProject } from '../support/local-project';
import { ndr } from '../support/ndr-program';
import { differencesFromOracle, oracleOfProject } from '../support/oracle-of-project';
import { ServedState } from '../support/served-state';
import { commitRecords, writtenTables } from '../support/written-tables';

jest.setTimeout(20 * 60_000);

const slices = 5;
const start = '2024-04-18T23:15:00Z';
const end = '2024-04-19T00:30:00Z';

/**
 * A project with the same traffic each time: of more than an hour, and across a midnight. Its tables lie where its
 * JobSpecs say, which is not where they lie by default. Its first and its last batch have a run each, those between them
 * one range run.
 */
let project: LocalProject;
let oracle: DuckDBConnection;
beforeAll(async () => {
  const tables = 'elsewhere/tables';
  project = newLocalProject('office', 'v1', tables);
  await simulateTraffic({ seed: 7, start, slices, flowsASlice: 400, hosts: 40, attacks: 'none' }, project.integration);
  expect((await ndr(project.stateFolder, 'job-specs', 'init', ...named(), ...tablesBelow(tables))).failure).toBe('');
  oracle = await oracleOfProject(project);
  const batches = recordedBatches(project);
  const [first, last] = [batches.at(0), batches.at(-1)];
  await runSingle(first);
  await runRange(first?.end, last?.start);
  await runSingle(last);
});
afterAll(() => {
  oracle.closeSync();
  removeProject(project);
});

const named = () => ['--project', project.name, '--version', project.version];

async function runBatch(...batch: readonly string[]): Promise<void> {
  expect((await ndr(project.stateFolder, 'run-batch', ...named(), ...batch)).failure).toBe('');
}
const runSingle = (batch?: OracleBatch) =>
  runBatch('--mini-batch', batch?.miniBatchId ?? '', '--start', batch?.start ?? '', '--end', batch?.end ?? '');
const runRange = (from = '', to = '') => runBatch('--range', '--start', from, '--end', to);

it('gives with a run for a batch, and with one for a range, the cells that the formulas give', async () => {
  expect(await differencesFromOracle(oracle, project)).toEqual([]);
});

it('changes no row when a part runs again by a server, whose former was killed, and leaves no file that nobody names', async () => {
  const before = commitRecords(project, 'deltas').map(({ run_id }) => run_id);
  const killed = await ServedState.start(project.stateFolder);
  const written = await jobSpecHistory().finally(() => killed.end('SIGKILL'));
  const server = await ServedState.start(project.stateFolder);
  try {
    await runRange('2024-04-18T23:45:00Z', end);
    // The table is that of the commands before, which had no server.
    expect(await jobSpecHistory()).toEqual(written);
  } finally {
    await server.end();
  }
  expect(await differencesFromOracle(oracle, project)).toEqual([]);

  const after = commitRecords(project, 'deltas').map(({ run_id }) => run_id);
  const again = after.map((run, index) => run !== before[index]);
  expect(again).toEqual(before.map((_run, index) => index >= 2));
});

it('leaves files in the places that its JobSpecs name, and in no other', async () => {
  expect(await filesByPlace(project)).toEqual({
    // Steps that a team added write to theirs.
    places: expect.arrayContaining(['deltas', 'fg_a', 'integration', 'pair_counts']),
    elsewhere: [],
  });
});

it('names as many rows in commit records as their files hold', async () => {
  const connection = await emptyDatabase();
  for (const { dataset, name } of writtenTables) {
    for (const { slice_start, rows, files } of commitRecords(project, dataset)) {
      const named = (files[name] ?? []).map((file) => join(project.folderOf(dataset), file));
      expect({ slice_start, name, rows: await rowsIn(connection, named) }).toEqual({
        slice_start,
        name,
        rows: rows[name],
      });
    }
  }
  connection.closeSync();
});

it('says which column a batch lacks, and leaves what was there', async () => {
  const before = commitRecords(project, 'deltas');
  const later = '2024-04-19T00:45:00Z';
  writeBatch('20240419T0030Z', end, later, '{"source_ip":"10.0.0.1"}\n');
  const range = ['--range', '--start', '2024-04-19T00:15:00Z', '--end', later];
  const { exitCode, stderr, stdout } = await ndr(project.stateFolder, 'run-batch', ...named(), ...range);
  expect(exitCode).toBe(1);
  expect(stderr + stdout).toContain('destination_ip');
  expect(commitRecords(project, 'deltas')).toEqual(before);
  expect(await differencesFromOracle(oracle, project)).toEqual([]);
});

/** The revisions of the project's JobSpecs in the table. */
async function jobSpecHistory(): Promise<readonly unknown[]> {
  const { stdout } = await ndr(project.stateFolder, 'job-specs', 'history', ...named(), '--json');
  const { revisions } = JSON.parse(stdout) as { readonly revisions: readonly unknown[] };
  expect(revisions).toHaveLength(1);
  return revisions;
}

async function rowsIn(connection: DuckDBConnection, files: readonly string[]): Promise<number> {
  if (files.length === 0) return 0;
  const [count] = await queryRows(connection, `SELECT count(*) AS rows FROM read_parquet(${literal(files)})`);
  return Number(count?.rows);
}

/** A batch with its record, as another system would write it. */
function writeBatch(id: string, batchStart: string, batchEnd: string, lines: string): void {
  const record = { mini_batch_id: id, batch_start: batchStart, batch_end: batchEnd, rows: null };
  mkdirSync(join(project.integration, id), { recursive: true });
  writeFileSync(join(project.integration, id, 'flows.jsonl'), lines);
  writeFileSync(join(project.integration, '_batches', `${id}.json`), JSON.stringify(record));
}
