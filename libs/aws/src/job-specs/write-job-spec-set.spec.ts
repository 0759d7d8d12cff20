import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { setHeadKey, sha256Hex } from '@ndr/core';
import { deltaBuilderJobSpec, fgABuilderJobSpec } from '@ndr/pipelines';
import type { JobSpecSet } from './job-spec-set';
import { createJobSpecTable } from './job-spec-table';
import { writeJobSpecSet } from './write-job-spec-set';
import { jobSpecSetWith, startJobSpecTables, type JobSpecTables } from '../testing/job-spec-tables';
import { meetBefore } from '../testing/meet-before';

const now = new Date('2024-04-19T12:00:00Z');
const later = new Date('2024-04-20T12:00:00Z');

// A server of another language starts and answers, on a machine that may be busy.
jest.setTimeout(60_000);

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

const bothJobs = (settings: Record<string, unknown> = {}) =>
  jobSpecSetWith(settings, [deltaBuilderJobSpec, fgABuilderJobSpec]);
const write = (set: JobSpecSet, at = now) => writeJobSpecSet(client, table, set, { updatedBy: 'tester', now: at });

const items = async () => {
  const found: Record<string, unknown>[] = [];
  const pages = paginateScan({ client: DynamoDBDocumentClient.from(client) }, { TableName: table });
  for await (const page of pages) found.push(...(page.Items ?? []));
  return new Map(found.map((item) => [`${String(item.project_name)} ${String(item.job_name_version)}`, item]));
};

it('writes an item a job, its history and the head of the set', async () => {
  const { setDigest } = await write(bothJobs());
  const stored = await items();
  expect([...stored.keys()].sort()).toEqual([
    'p #set#v1',
    'p delta_builder#v1',
    'p fg_a_builder#v1',
    'p#history delta_builder#v1#0000000001',
    'p#history fg_a_builder#v1#0000000001',
  ]);
  const item = stored.get('p delta_builder#v1');
  expect(item).toMatchObject({
    revision: 1,
    digest: sha256Hex(String(item?.spec)),
    set_digest: setDigest,
    updated_at: now.toISOString(),
    updated_by: 'tester',
  });
  expect(JSON.parse(String(item?.spec))).toEqual(bothJobs().members[0]?.spec);
});

it('writes nothing when nothing changed', async () => {
  await write(bothJobs());
  const before = await items();
  expect(await write(bothJobs(), later)).toMatchObject({ revision: 1, changed: [], removed: [] });
  expect(await items()).toEqual(before);
});

it('gives a changed job a new revision, and every job the digest of the new set', async () => {
  const before = await write(bothJobs());
  const after = await write(bothJobs({ short_session_seconds: 2 }), later);
  expect(after).toMatchObject({ revision: 2, changed: ['delta_builder'] });
  expect(after.setDigest).not.toBe(before.setDigest);
  const stored = await items();
  expect(stored.get('p delta_builder#v1')).toMatchObject({ revision: 2, updated_at: later.toISOString() });
  expect(stored.get('p fg_a_builder#v1')).toMatchObject({
    revision: 1,
    updated_at: now.toISOString(),
    set_digest: after.setDigest,
  });
  expect(stored.has('p#history delta_builder#v1#0000000001')).toBe(true);
  expect(stored.has('p#history delta_builder#v1#0000000002')).toBe(true);
  expect(stored.has('p#history fg_a_builder#v1#0000000002')).toBe(false);
});

it('removes the item of a job that is gone, and keeps its history when it comes back', async () => {
  await write(bothJobs());
  expect(await write(jobSpecSetWith({}, [deltaBuilderJobSpec]))).toMatchObject({ removed: ['fg_a_builder'] });
  expect((await items()).has('p fg_a_builder#v1')).toBe(false);
  await write(bothJobs());
  const stored = await items();
  expect(stored.has('p#history fg_a_builder#v1#0000000001')).toBe(true);
  expect(stored.has('p#history fg_a_builder#v1#0000000003')).toBe(true);
});

it('writes over no history when somebody removed the head of the set by hand', async () => {
  await write(bothJobs());
  await write(bothJobs({ time_zone: 'Asia/Tokyo' }), later);
  const before = await items();
  const Key = setHeadKey('p', 'v1');
  await DynamoDBDocumentClient.from(client).send(new DeleteCommand({ TableName: table, Key }));
  expect(await write(bothJobs({ time_zone: 'Europe/Berlin' }), later)).toMatchObject({ revision: 3 });
  const after = await items();
  const history = [...before].filter(([key]) => key.startsWith('p#history '));
  expect(history).toHaveLength(4);
  for (const [key, item] of history) expect(after.get(key)).toEqual(item);
});

it('leaves other versions and projects alone', async () => {
  await write(jobSpecSetWith({}, [fgABuilderJobSpec], 'v10'));
  await write(jobSpecSetWith({}, [deltaBuilderJobSpec]));
  expect((await items()).has('p fg_a_builder#v10')).toBe(true);
});

it('lets one of two writers that read the same revision win, and tells the other', async () => {
  await write(bothJobs());
  const sets = [2, 3].map((seconds) => bothJobs({ short_session_seconds: seconds }));
  const writers = sets.map(() => tables.newClient());
  meetBefore('TransactWriteItems', writers);
  const outcomes = await Promise.allSettled(
    sets.map((set, index) => writeJobSpecSet(writers[index] ?? client, table, set, { updatedBy: 'tester', now })),
  );
  const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  expect(lost).toEqual([expect.objectContaining({ code: 'job-spec.conflict' })]);
  expect((await items()).get('p #set#v1')).toMatchObject({ revision: 2 });
});

it('refuses a set that has another revision than a plan saw, unless the table holds what is wanted already', async () => {
  await write(bothJobs());
  const planned = { updatedBy: 'tester', now: later, revision: 0 };
  const changed = writeJobSpecSet(client, table, bothJobs({ short_session_seconds: 2 }), planned);
  await expect(changed).rejects.toMatchObject({ code: 'job-spec.conflict' });
  expect(await writeJobSpecSet(client, table, bothJobs(), planned)).toMatchObject({ revision: 1, changed: [] });
});

it('finds the table there when it is created twice', async () => {
  await expect(createJobSpecTable(client, table)).resolves.toBeUndefined();
});
