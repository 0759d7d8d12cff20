import { GetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamodbLedger } from './dynamodb-ledger';
import { changeItem, type Ledger } from './ledger';
import { createJobSpecTable } from '../job-specs/job-spec-table';
import { observe } from '../testing/faults';
import { startMotoAccount, type MotoAccount } from '../testing/moto-account';

// A server of another language starts and answers, on a machine that may be busy.
jest.setTimeout(60_000);

const table = 'job-specs';
const inFortyDays = new Date('2024-05-29T00:00:00.999Z');

let account: MotoAccount;
let client: DynamoDBClient;
let ledger: Ledger;
let partition: string;
let partitions = 0;
beforeAll(async () => {
  account = await startMotoAccount();
  client = account.clients.dynamodb;
  await createJobSpecTable(client, table);
  ledger = dynamodbLedger(client, table);
});
afterAll(() => account.close());
beforeEach(() => (partition = `p${String((partitions += 1))}#runs`));

const key = (name = 'v1#a') => ({ project_name: partition, job_name_version: name });
const write = (value: object, revision: number, name?: string) =>
  ledger.write(key(name), { ...value }, revision, inFortyDays);

it('has no item before one is written', async () => {
  expect(await ledger.read(key())).toBeUndefined();
  expect(await ledger.list(partition)).toEqual([]);
});

it('counts the revisions of an item, and keeps what was written last', async () => {
  expect(await write({ state: 'held', reason: 'first' }, 0)).toBe(true);
  expect(await write({ state: 'done' }, 1)).toBe(true);
  const item = await ledger.read(key());
  expect(item).toMatchObject({ revision: 2, value: { ...key(), state: 'done' } });
  expect(item?.value).not.toHaveProperty('reason');
});

it.each([
  ['creates an item that exists', 0],
  ['has an older revision', 1],
  ['has one that there was not yet', 3],
])('refuses a writer who %s, and leaves the item', async (_what, revision) => {
  await write({ state: 'first' }, 0);
  await write({ state: 'second' }, 1);
  expect(await write({ state: 'lost' }, revision)).toBe(false);
  expect(await ledger.read(key())).toMatchObject({ revision: 2, value: { state: 'second' } });
});

it('refuses a writer whose item the table has forgotten meanwhile', async () => {
  expect(await write({ state: 'held' }, 4)).toBe(false);
});

it('tells the table in whole seconds when it may forget an item', async () => {
  await write({ state: 'held', reason: undefined }, 0);
  const Key = { project_name: { S: partition }, job_name_version: { S: 'v1#a' } };
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key }));
  expect(Item).toEqual({ ...Key, state: { S: 'held' }, revision: { N: '1' }, forget_at: { N: '1716940800' } });
});

it('lists a partition that takes several pages, and no other', async () => {
  const names = ['v1#a', 'v1#b', 'v1#c', 'v1#d'];
  for (const name of names) await write({ text: 'x'.repeat(390_000) }, 0, name);
  await ledger.write({ project_name: `${partition}2`, job_name_version: 'v1#e' }, {}, 0, inFortyDays);
  const clients = account.newClients();
  const requests = observe(clients);
  const items = await dynamodbLedger(clients.dynamodb, table).list(partition);
  expect(items.map(({ value, revision }) => [value.job_name_version, revision])).toEqual(
    names.map((name) => [name, 1]),
  );
  expect(requests.operations.length).toBeGreaterThan(1);
});

it('applies each of 20 changes that two make at once', async () => {
  const ledgers = [ledger, dynamodbLedger(account.newClients().dynamodb, table)];
  const changes = Array.from({ length: 20 }, (_, index) =>
    changeItem<{ count: number }, number>(ledgers[index % 2] ?? ledger, key(), new Date(), (item) => {
      const count = (item?.count ?? 0) + 1;
      return { value: { count }, result: count };
    }),
  );
  expect(new Set(await Promise.all(changes)).size).toBe(20);
  expect(await ledger.read(key())).toMatchObject({ revision: 20, value: { count: 20 } });
});

it('fails as the service fails', async () => {
  const missing = dynamodbLedger(client, 'no-such-table');
  await expect(missing.write(key(), {}, 0, inFortyDays)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});
