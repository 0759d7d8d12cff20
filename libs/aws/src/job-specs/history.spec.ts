import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { jobSpecKey, sha256Hex } from '@ndr/core';
import { deltaBuilderJobSpec, pairCountsBuilderJobSpec } from '@ndr/pipelines';
import { compareJobSpecSet } from './compare-job-spec-set';
import { readHistory, setRevisions } from './history';
import { isWhole } from './job-spec-item';
import type { JobSpecSet } from './job-spec-set';
import { listStoredSets } from './list-stored-sets';
import { readStoredSet } from './read-stored-set';
import { rollbackJobSpecSet } from './rollback-job-spec-set';
import { writeJobSpecSet } from './write-job-spec-set';
import { jobSpecSetWith, startJobSpecTables, testedSet, type JobSpecTables } from '../testing/job-spec-tables';

// A server of another language starts and answers, on a machine that may be busy.
jest.setTimeout(60_000);

const name = testedSet;
const definitions = [deltaBuilderJobSpec, pairCountsBuilderJobSpec];

let tables: JobSpecTables;
let client: DynamoDBClient;
let table: string;
beforeAll(async () => {
  tables = await startJobSpecTables();
  client = tables.client;
});
afterAll(() => tables.close());
beforeEach(async () => {
  table = await tables.create();
});

const at = (day: number) => ({ updatedBy: `person ${String(day)}`, now: new Date(Date.UTC(2024, 3, day)) });
const write = (set: JobSpecSet, day: number) => writeJobSpecSet(client, table, set, at(day));
const rollback = (options: { to?: number; jobName?: string } = {}) =>
  rollbackJobSpecSet(client, table, name, { definitions, ...options, ...at(30) });
const isHeld = async (set: JobSpecSet) => !compareJobSpecSet(set, await readStoredSet(client, table, name)).isNeeded;

const [first, second, third] = [
  jobSpecSetWith({}),
  jobSpecSetWith({ short_session_seconds: 2 }),
  jobSpecSetWith({ time_zone: 'Asia/Tokyo' }),
];
async function threeRevisions(): Promise<void> {
  for (const [index, set] of [first, second, third].entries()) await write(set, index + 1);
}

it('tells of every writing who wrote what and when', async () => {
  await threeRevisions();
  await write(jobSpecSetWith({ time_zone: 'Asia/Tokyo' }, [deltaBuilderJobSpec]), 4);
  expect(setRevisions(await readHistory(client, table, name))).toEqual([
    expect.objectContaining({ revision: 1, changed: ['delta_builder', 'pair_counts_builder'], removed: [] }),
    expect.objectContaining({ revision: 2, changed: ['delta_builder'], updatedBy: 'person 2' }),
    expect.objectContaining({ revision: 3, updatedAt: '2024-04-03T00:00:00.000Z' }),
    expect.objectContaining({ revision: 4, changed: [], removed: ['pair_counts_builder'] }),
  ]);
});

it('tells of one job only its own revisions', async () => {
  await threeRevisions();
  const history = await readHistory(client, table, name, 'pair_counts_builder');
  expect(history.map(({ revision }) => revision)).toEqual([1, 3]);
});

it('goes back to the revision before the last, and forth again', async () => {
  await threeRevisions();
  expect(await rollback()).toMatchObject({ restored: 2, revision: 4 });
  expect(await isHeld(second)).toBe(true);
  expect(await rollback()).toMatchObject({ restored: 3, revision: 5 });
  expect(await isHeld(third)).toBe(true);
});

it('goes back to the revision that is named, and does nothing when the table holds it', async () => {
  await threeRevisions();
  expect(await rollback({ to: 1 })).toMatchObject({ restored: 1, revision: 4 });
  expect(await isHeld(first)).toBe(true);
  expect(await rollback({ to: 1 })).toMatchObject({ revision: 4, changed: [] });
});

it('brings back a job that had left the set, and takes away one that came later', async () => {
  await write(first, 1);
  await write(jobSpecSetWith({}, [deltaBuilderJobSpec]), 2);
  await rollback({ to: 1 });
  expect(await isHeld(first)).toBe(true);
  expect(await rollback({ to: 2 })).toMatchObject({ removed: ['pair_counts_builder'] });
  expect(await isHeld(jobSpecSetWith({}, [deltaBuilderJobSpec]))).toBe(true);
});

it('takes back one job alone', async () => {
  await write(jobSpecSetWith({ require_complete: true }), 1);
  await write(jobSpecSetWith({ require_complete: false, short_session_seconds: 2 }), 2);
  expect(await rollback({ jobName: 'delta_builder' })).toMatchObject({ changed: ['delta_builder'], restored: 1 });
  const { items } = await readStoredSet(client, table, name);
  const complete = items.map(({ spec }) => (JSON.parse(spec) as { require_complete: boolean }).require_complete);
  expect(complete).toEqual([true, false]);
});

it('refuses to take back one job when it would no longer fit the others, and writes nothing', async () => {
  await threeRevisions();
  await expect(rollback({ jobName: 'pair_counts_builder' })).rejects.toMatchObject({
    code: 'job-spec.misaligned',
    cause: expect.stringContaining('delta_builder') as string,
  });
  expect(await isHeld(third)).toBe(true);
});

it.each([[{ to: 7 }], [{ to: 0 }]])(
  'refuses %j, which is no revision, and names those that there are',
  async (options) => {
    await threeRevisions();
    await expect(rollback(options)).rejects.toMatchObject({
      code: 'job-spec.no-revision',
      remedy: 'Use one of 1, 2, 3.',
    });
  },
);

it.each([[{}], [{ jobName: 'no_such_job', to: 1 }]])('refuses %j, to which nothing leads back', async (options) => {
  await write(first, 1);
  await expect(rollback(options)).rejects.toMatchObject({ code: 'job-spec.no-revision' });
});

it('refuses what the schemas of today do not take', async () => {
  await threeRevisions();
  const narrower = rollbackJobSpecSet(client, table, name, { definitions: [deltaBuilderJobSpec], ...at(30) });
  await expect(narrower).rejects.toMatchObject({
    code: 'job-spec.misaligned',
    place: `table ${table}, item p#history / pair_counts_builder#v1#0000000001`,
  });
});

it('finds that somebody changed an item by hand, and makes the set whole again', async () => {
  await write(first, 1);
  const documents = DynamoDBDocumentClient.from(client);
  const spec = JSON.stringify({ by: 'hand' });
  await documents.send(
    new UpdateCommand({
      TableName: table,
      Key: jobSpecKey('p', 'delta_builder', 'v1'),
      UpdateExpression: 'SET spec = :spec, digest = :digest',
      ExpressionAttributeValues: { ':spec': spec, ':digest': sha256Hex(spec) },
    }),
  );
  expect(isWhole(await readStoredSet(client, table, name))).toBe(false);
  expect(await write(first, 2)).toMatchObject({ revision: 2, changed: ['delta_builder'] });
  expect(isWhole(await readStoredSet(client, table, name))).toBe(true);
});

it('reads sets and history that fill several pages', async () => {
  const documents = DynamoDBDocumentClient.from(client);
  // A page is a megabyte; these stand before what is looked for.
  for (const partition of ['p', 'p#history']) {
    for (const number of [1, 2, 3, 4]) {
      const key = { project_name: partition, job_name_version: `a${String(number)}#other#1` };
      await documents.send(new PutCommand({ TableName: table, Item: { ...key, filler: 'x'.repeat(390_000) } }));
    }
  }
  await write(first, 1);
  const stored = await readStoredSet(client, table, name);
  expect(stored.items.map(({ job_name_version }) => job_name_version)).toEqual([
    'delta_builder#v1',
    'pair_counts_builder#v1',
  ]);
  const history = await readHistory(client, table, name, 'pair_counts_builder');
  expect(history.map(({ revision }) => revision)).toEqual([1]);
});

it('lists the sets of a table, and none where there is no table', async () => {
  await write(first, 1);
  await writeJobSpecSet(client, table, { ...first, project: 'a' }, at(1));
  const sets = await listStoredSets(client, table);
  expect(sets.map(({ project, version, head }) => [project, version, head.revision])).toEqual([
    ['a', 'v1', 1],
    ['p', 'v1', 1],
  ]);
  expect(await listStoredSets(client, 'no-such-table')).toEqual([]);
});
