import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { silent } from '@ndr/core';
import type { ActionContext } from './deployment';
import { recordBatches } from './record-batches';
import type { AwsClients } from '../account/aws-clients';
import { batchPattern, batchTimes } from '../batches/batch-times';
import { localEnvironment } from '../environment';
import { observe } from '../testing/faults';
import { startMotoAccount, type MotoAccount } from '../testing/moto-account';

// A server of another language starts and answers, on a machine that may be busy.
jest.setTimeout(60_000);

let account: MotoAccount;
let clients: AwsClients;
let prefixes = 0;
let prefix: string;
beforeAll(async () => {
  account = await startMotoAccount();
  clients = account.clients;
  await clients.s3.send(new CreateBucketCommand({ Bucket: 'lake' }));
});
afterAll(() => account.close());
beforeEach(() => {
  prefixes += 1;
  prefix = `p${String(prefixes)}/integration/`;
});

const put = (key: string, Body = '{}\n') =>
  clients.s3.send(new PutObjectCommand({ Bucket: 'lake', Key: `${prefix}${key}`, Body }));
const record = (pattern = '(?<start>\\d{8}T\\d{4}Z)', minutes = 15, used = clients) => {
  const context: ActionContext = { environment: localEnvironment, clients: used, reporter: silent };
  return recordBatches(context, `s3://lake/${prefix}`, batchPattern(pattern, minutes));
};
const stored = async (id: string): Promise<unknown> => {
  const Key = `${prefix}_batches/${id}.json`;
  const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket: 'lake', Key }));
  return JSON.parse((await Body?.transformToString()) ?? 'null');
};

it('records the folders that match, and leaves hidden and other ones', async () => {
  await put('20240419T0000Z/a.json');
  await put('20240419T0015Z/a.json');
  await put('_bad_lines/x.json');
  await put('readme/x.txt');
  expect(await record()).toEqual({ written: ['20240419T0000Z', '20240419T0015Z'], kept: [], skipped: ['readme'] });
  expect(await stored('20240419T0015Z')).toEqual({
    mini_batch_id: '20240419T0015Z',
    batch_start: '2024-04-19T00:15:00Z',
    batch_end: '2024-04-19T00:30:00Z',
    rows: null,
  });
});

it('takes no day that the calendar lacks for another one', async () => {
  await put('20240230T0000Z/a.json');
  await expect(record()).rejects.toMatchObject({ code: 'batch.invalid', place: 'folder 20240230T0000Z' });
});

it('writes nothing the second time, and the new one alone the third', async () => {
  await put('20240419T0000Z/a.json');
  await record();
  const used = account.newClients();
  const requests = observe(used);
  expect(await record(undefined, 15, used)).toMatchObject({ written: [], kept: ['20240419T0000Z'] });
  expect(requests.writes()).toEqual([]);
  await put('20240419T0015Z/a.json');
  expect(await record()).toMatchObject({ written: ['20240419T0015Z'], kept: ['20240419T0000Z'] });
});

it('keeps the count of rows that a writer recorded', async () => {
  await put('20240419T0000Z/a.json');
  const counted = {
    mini_batch_id: '20240419T0000Z',
    batch_start: '2024-04-19T00:00:00Z',
    batch_end: '2024-04-19T00:15:00Z',
    rows: 7,
  };
  await put('_batches/20240419T0000Z.json', JSON.stringify(counted));
  await record();
  expect(await stored('20240419T0000Z')).toEqual(counted);
});

it.each([
  ['overlap', ['20240419T0000Z', '20240419T0015Z'], undefined, 30],
  ['are off the grid', ['20240419T0010Z'], undefined, 15],
  ['have names without a time', ['batch-1'], 'batch-(?<start>\\d+)', 15],
  ['end before they start', ['20240419T0100Z-20240419T0000Z'], '(?<start>\\w+)-(?<end>\\w+)', 15],
  ['have names that no id may have', ['20240419T0000Z with blanks'], '(?<start>\\w+) with blanks', 15],
])('refuses folders that %s, and records none', async (_what, folders, pattern, minutes) => {
  for (const folder of [...folders, '20240501T0000Z']) await put(`${folder}/a.json`);
  await expect(record(pattern, minutes)).rejects.toMatchObject({ code: 'batch.invalid' });
  await expect(stored('20240501T0000Z')).rejects.toThrow();
});

it.each([
  ['2024-04-19T00:15', '(?<start>.*)'],
  ['20240419001500', '(?<start>.*)'],
  ['batch_2024-04-19_00-15', 'batch_(?<start>.*)'],
  ['1713485700', '(?<start>.*)'],
])('reads the time of %s', (name, pattern) => {
  const times = batchTimes(batchPattern(pattern, 15), name);
  expect(times).toEqual({ start: Date.UTC(2024, 3, 19, 0, 15), end: Date.UTC(2024, 3, 19, 0, 30) });
});

it.each(['(', '\\d+', ''])('refuses the pattern %j', (pattern) => {
  expect(() => batchPattern(pattern, 15)).toThrow(expect.objectContaining({ code: 'usage' }) as Error);
});
