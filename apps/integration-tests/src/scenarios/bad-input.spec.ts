import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { simulateTraffic } from '@ndr/traffic';

import { newLocalProject, removeProject, type LocalProject } from '../support/local-project';
import { ndr } from '../support/ndr-program';
import { differencesFromOracle, oracleOfProject } from '../support/oracle-of-project';
import { commitRecords } from '../support/written-tables';

jest.setTimeout(15 * 60_000);

const start = '2024-04-19T10:00:00Z';
const end = '2024-04-19T10:30:00Z';

let project: LocalProject;
const named = () => ['--project', project.name, '--version', project.version];
const runRange = () => ndr(project.stateFolder, 'run-batch', ...named(), '--range', '--start', start, '--end', end);

beforeAll(async () => {
  project = newLocalProject('office');
  await simulateTraffic(
    { seed: 3, start, slices: 2, flowsASlice: 200, hosts: 20, attacks: 'none' },
    project.integration,
  );
});
afterAll(() => removeProject(project));

it('names the command that writes the JobSpecs of a project that has none', async () => {
  const { exitCode, stderr } = await runRange();
  expect(exitCode).toBe(1);
  expect(stderr).toContain('job-spec.missing');
  expect(stderr).toContain('ndr job-specs init');
});

it('refuses bounds off the quarter hour before anything starts', async () => {
  expect((await ndr(project.stateFolder, 'job-specs', 'init', ...named())).failure).toBe('');
  const bounds = ['--start', '2024-04-19T10:05:00Z', '--end', end];
  const { exitCode, stderr } = await ndr(project.stateFolder, 'run-batch', ...named(), '--range', ...bounds);
  expect(exitCode).toBe(64);
  expect(stderr).toContain('--start');
});

it('says which column a batch lacks, and leaves what was there', async () => {
  expect((await runRange()).failure).toBe('');
  const before = commitRecords(project, 'deltas');

  writeBatch('20240419T1030Z', '2024-04-19T10:30:00Z', '2024-04-19T10:45:00Z', '{"source_ip":"10.0.0.1"}\n');
  const bounds = ['--start', start, '--end', '2024-04-19T10:45:00Z'];
  const { exitCode, stderr, stdout } = await ndr(project.stateFolder, 'run-batch', ...named(), '--range', ...bounds);
  expect(exitCode).toBe(1);
  expect(stderr + stdout).toContain('destination_ip');
  expect(commitRecords(project, 'deltas')).toEqual(before);

  const connection = await oracleOfProject(project, {}, { until: end });
  expect(await differencesFromOracle(connection, project)).toEqual([]);
});

/** A batch with its record, as another system would write it. */
function writeBatch(id: string, batchStart: string, batchEnd: string, lines: string): void {
  const record = { mini_batch_id: id, batch_start: batchStart, batch_end: batchEnd, rows: null };
  mkdirSync(join(project.integration, id), { recursive: true });
  writeFileSync(join(project.integration, id, 'flows.jsonl'), lines);
  writeFileSync(join(project.integration, '_batches', `${id}.json`), JSON.stringify(record));
}
