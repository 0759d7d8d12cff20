import { TransactionCanceledException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { defineJobSpec } from '@ndr/core';
import type { JobSpecSet } from './job-spec-set';
import { writeJobSpecSet } from './write-job-spec-set';
import { startJobSpecTables, type JobSpecTables } from '../testing/job-spec-tables';

// A server of another language starts and answers, on a machine that may be busy.
jest.setTimeout(60_000);

let tables: JobSpecTables;
let table: string;
beforeAll(async () => {
  tables = await startJobSpecTables();
  table = await tables.create();
});
afterAll(() => tables.close());

/** A set of jobs that say `text`. */
const setOf = (jobs: number, text = ''): JobSpecSet => ({
  project: 'p',
  version: `of-${String(jobs)}-${String(text.length)}`,
  members: Array.from({ length: jobs }, (_, index) => {
    const jobName = `job_${String(index)}`;
    const names = { project_name: 'p', job_name: jobName, feature_spec_version: 'v1' };
    return {
      definition: defineJobSpec({ jobName, reads: [], writes: [], settings: {} }),
      spec: { ...names, reads: {}, writes: {}, text },
      file: '',
      placeOf: () => '',
    };
  }),
});
const write = (set: JobSpecSet, client = tables.client) =>
  writeJobSpecSet(client, table, set, { updatedBy: 'tester', now: new Date('2024-04-19T12:00:00Z') });

it.each([
  ['more items than a transaction takes', setOf(50), /101 items; a transaction takes 100/],
  ['an item that is larger than the table takes', setOf(1, 'é'.repeat(210_000)), /an item of \d+ bytes/],
  ['more bytes than a transaction takes', setOf(8, 'x'.repeat(300_000)), /bytes; a transaction takes 4194304/],
])('refuses %s before it writes', async (_what, set, cause) => {
  tables.proxy.inject();
  await expect(write(set)).rejects.toMatchObject({
    code: 'job-spec.too-large',
    place: `table ${table}, project p, version ${set.version}`,
    cause: expect.stringMatching(cause) as string,
  });
  expect([...new Set(tables.proxy.operations)]).toEqual(['Query']);
});

it('writes a set that fills a transaction but for one item', async () => {
  expect(await write(setOf(49))).toMatchObject({ revision: 1 });
});

/** A client whose transactions are cancelled for `reasons`. */
function cancelling(...reasons: string[]): DynamoDBClient {
  const client = tables.newClient();
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        if (commandName !== 'TransactWriteItemsCommand') return next(args);
        const CancellationReasons = reasons.map((Code) => ({ Code }));
        throw new TransactionCanceledException({ message: reasons.join(), $metadata: {}, CancellationReasons });
      },
    { step: 'initialize', name: 'cancel', priority: 'low' },
  );
  return client;
}

it('blames another writer only for what another writer does', async () => {
  const set = setOf(2, 'cancelled');
  await expect(write(set, cancelling('None', 'ConditionalCheckFailed'))).rejects.toMatchObject({
    code: 'job-spec.conflict',
  });
  await expect(write(set, cancelling('None', 'ValidationError'))).rejects.toBeInstanceOf(TransactionCanceledException);
});
