import {
  DescribeTableCommand,
  ListTagsOfResourceCommand,
  UpdateContinuousBackupsCommand,
  type DescribeTableCommandOutput,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { planJobSpecTable } from './job-spec-table';
import { localEnvironment, type Environment } from '../environment';
import { createJobSpecTable, isRestorable } from '../job-specs/job-spec-table';
import { startMotoAccount, type MotoAccount } from '../testing/moto-account';

// A server of another language starts and answers, on a machine that may be busy.
jest.setTimeout(60_000);

let account: MotoAccount;
let client: DynamoDBClient;
beforeAll(async () => {
  account = await startMotoAccount();
  client = account.clients.dynamodb;
});
afterAll(() => account.close());

const environment = (table: string, infrastructure: Environment['infrastructure']): Environment => ({
  ...localEnvironment,
  name: 'test',
  tags: { team: 'red' },
  table,
  infrastructure,
});
const plan = async (table: string, infrastructure: Environment['infrastructure'] = 'cli') => {
  const parts = await planJobSpecTable(client, environment(table, infrastructure));
  return { parts, changes: parts.flatMap(({ changes }) => changes.map(({ action, fields }) => ({ action, fields }))) };
};

it('creates the table that is absent, and finds nothing to do after it', async () => {
  const { parts, changes } = await plan('absent');
  expect(changes).toEqual([{ action: 'create', fields: [] }]);
  for (const part of parts) await part.apply();
  expect((await plan('absent')).changes).toEqual([]);
});

it('gives the table that it creates the tags of the environment', async () => {
  for (const part of (await plan('tagged')).parts) await part.apply();
  const { Table } = await client.send(new DescribeTableCommand({ TableName: 'tagged' }));
  const { Tags } = await client.send(new ListTagsOfResourceCommand({ ResourceArn: Table?.TableArn }));
  expect(Tags).toEqual([{ Key: 'team', Value: 'red' }]);
});

it('finds a table of others there while its settings are changed', async () => {
  await createJobSpecTable(client, 'changing');
  const { dynamodb } = account.newClients();
  dynamodb.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const result = await next(args);
        if (commandName !== 'DescribeTableCommand') return result;
        const { Table, ...output } = result.output as DescribeTableCommandOutput;
        return { ...result, output: { ...output, Table: { ...Table, TableStatus: 'UPDATING' } } };
      },
    { step: 'initialize', name: 'updating' },
  );
  expect(await planJobSpecTable(dynamodb, environment('changing', 'cdk'))).toEqual([]);
});

it('makes a table restorable whose creation had ended too early', async () => {
  await createJobSpecTable(client, 'unfinished');
  const disabled = { PointInTimeRecoveryEnabled: false };
  await client.send(
    new UpdateContinuousBackupsCommand({ TableName: 'unfinished', PointInTimeRecoverySpecification: disabled }),
  );
  expect((await plan('unfinished', 'cdk')).changes).toEqual([]);
  const { parts, changes } = await plan('unfinished');
  expect(changes).toEqual([
    { action: 'update', fields: [{ pointer: '/PointInTimeRecoveryEnabled', old: false, new: true }] },
  ]);
  for (const part of parts) await part.apply();
  expect([(await plan('unfinished')).changes, await isRestorable(client, 'unfinished')]).toEqual([[], true]);
});

it('refuses to create what others own', async () => {
  await expect(plan('of-others', 'cdk')).rejects.toMatchObject({ code: 'deploy.infrastructure-missing' });
});
