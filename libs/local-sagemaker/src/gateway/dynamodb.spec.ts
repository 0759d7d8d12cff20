import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchWriteItemCommand,
  CreateBackupCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { jsonError } from './aws-json';
import { Dynamodb } from './dynamodb';
import { DynamodbJournal } from './dynamodb-journal';
import { openGateway, type Gateway } from './gateway';
import { startMoto, type Moto } from './moto';
import type { S3Services } from './s3/services';
import { ensurePythonEnvironment } from '../python/python-environment';
import { workspaceRoot } from '../testing/local-run';
import { onSmallDisk } from '../testing/small-disk';

// Real processes, on a machine that may be busy.
jest.setTimeout(120_000);

/** DynamoDB of the gateway over a journal; opening it again, over an emptied moto, stands for a start after any end. */
class ServedDynamodb {
  readonly client: DynamoDBClient;
  private readonly gateway: Gateway;

  private constructor(gateway: Gateway) {
    this.gateway = gateway;
    this.client = clientOf(gateway);
  }

  static async open(moto: Moto, journal: string): Promise<ServedDynamodb> {
    await fetch(`${moto.endpoint}/moto-api/reset`, { method: 'POST' });
    const dynamodb = await Dynamodb.open(moto, new DynamodbJournal(journal));
    const none = () => Promise.resolve(jsonError(400, 'UnknownOperationException', 'DynamoDB alone is served.'));
    const services = { sagemaker: none, logs: none, s3: {} as S3Services, self: {} };
    const others = { moto: Promise.resolve(moto), dynamodb: Promise.resolve(dynamodb) };
    const gateway = await openGateway({ port: 0 });
    gateway.serve({ ...services, ...others });
    return new ServedDynamodb(gateway);
  }

  /** A client of another region. */
  in(region: string): DynamoDBClient {
    return clientOf(this.gateway, region);
  }

  async end(): Promise<void> {
    this.client.destroy();
    await this.gateway.close();
  }
}

function clientOf({ endpoint }: Gateway, region = 'us-east-1'): DynamoDBClient {
  return new DynamoDBClient({
    ...{ endpoint, region, maxAttempts: 1 },
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
}

const table = (TableName: string) =>
  new CreateTableCommand({
    TableName,
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
    Tags: [{ Key: 'team', Value: 'detection' }],
  });
const put = (id: string, more: Record<string, AttributeValue> = {}, TableName = 'items') =>
  new PutItemCommand({ TableName, Item: { id: { S: id }, ...more } });

describe('the tables of DynamoDB', () => {
  let moto: Moto;
  let logs: string;
  let folder: string;
  let served: ServedDynamodb | undefined;
  beforeAll(async () => {
    const { python } = await ensurePythonEnvironment({ workspaceRoot });
    logs = mkdtempSync(join(tmpdir(), 'ndr-moto-'));
    moto = await startMoto({ python, logFile: join(logs, 'moto.log') });
  });
  afterAll(async () => {
    await moto.close();
    rmSync(logs, { recursive: true });
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ndr-dynamodb-'));
  });
  afterEach(async () => {
    await served?.end();
    rmSync(folder, { recursive: true, force: true });
  });

  const journal = () => join(folder, 'journal.jsonl');
  /** Starts, or starts again with an empty moto. */
  const start = async () => {
    await served?.end();
    served = undefined;
    served = await ServedDynamodb.open(moto, journal());
    return served.client;
  };
  const contentOf = async (client: DynamoDBClient, TableName = 'items') => {
    const { Items = [] } = await client.send(new ScanCommand({ TableName, ConsistentRead: true }));
    return Items.sort((one, other) => ((one.id?.S ?? '') < (other.id?.S ?? '') ? -1 : 1));
  };

  it('are the same after a start, with whatever was written to them, as often as one starts', async () => {
    let client = await start();
    await client.send(table('items'));
    await client.send(table('gone'));
    await client.send(put('a', { data: { M: { n: { N: '1.50' }, b: { B: Buffer.from([0, 255]) } } } }));
    await client.send(put('b\u2028\n"'));
    await client.send(put('c'));
    await client.send(new DeleteItemCommand({ TableName: 'items', Key: { id: { S: 'c' } } }));
    await client.send(
      new UpdateItemCommand({
        TableName: 'items',
        Key: { id: { S: 'counter' } },
        UpdateExpression: 'ADD amount :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
      }),
    );
    await client.send(new ExecuteStatementCommand({ Statement: `SELECT * FROM "items"` }));
    await client.send(new ExecuteStatementCommand({ Statement: `INSERT INTO "items" VALUE {'id': 'statement'}` }));
    await client.send(
      new BatchWriteItemCommand({ RequestItems: { items: [{ PutRequest: { Item: { id: { S: 'batch' } } } }] } }),
    );
    await client.send(
      new TransactWriteItemsCommand({
        TransactItems: [{ Put: { TableName: 'items', Item: { id: { S: 'transaction' } } } }],
      }),
    );
    await client.send(new DeleteTableCommand({ TableName: 'gone' }));
    const expected = await contentOf(client);
    expect(expected.map(({ id }) => id?.S)).toEqual([
      'a',
      'batch',
      'b\u2028\n"',
      'counter',
      'statement',
      'transaction',
    ]);

    for (let time = 0; time < 2; time += 1) {
      client = await start();
      expect(await contentOf(client)).toEqual(expected);
      expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual(['items']);
    }
  });

  it('keep their settings, in every region', async () => {
    let client = await start();
    await client.send(table('items'));
    await client.send(
      new UpdateTableCommand({
        TableName: 'items',
        AttributeDefinitions: [{ AttributeName: 'kind', AttributeType: 'S' }],
        GlobalSecondaryIndexUpdates: [
          {
            Create: {
              IndexName: 'by-kind',
              KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }],
              Projection: { ProjectionType: 'ALL' },
            },
          },
        ],
      }),
    );
    const TimeToLiveSpecification = { AttributeName: 'ends', Enabled: true };
    await client.send(new UpdateTimeToLiveCommand({ TableName: 'items', TimeToLiveSpecification }));
    await served?.in('eu-central-1').send(table('abroad'));
    await served?.in('eu-central-1').send(put('x', {}, 'abroad'));

    client = await start();
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'items' }));
    expect(Table?.GlobalSecondaryIndexes).toMatchObject([{ IndexName: 'by-kind' }]);
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: 'items' }));
    expect(TimeToLiveDescription).toMatchObject({ AttributeName: 'ends', TimeToLiveStatus: 'ENABLED' });
    const { Tags } = await client.send(new ListTagsOfResourceCommand({ ResourceArn: Table?.TableArn }));
    expect(Tags).toEqual([{ Key: 'team', Value: 'detection' }]);
    const abroad = served?.in('eu-central-1') ?? client;
    expect(await contentOf(abroad, 'abroad')).toEqual([{ id: { S: 'x' } }]);
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual(['items']);
  });

  it('are in a journal that a start makes as short as they are', async () => {
    let client = await start();
    await client.send(table('items'));
    for (let count = 0; count < 60; count += 1) await client.send(put(`id ${count % 2}`, { count: { N: `${count}` } }));
    const refused = put('id 0', {});
    refused.input.ConditionExpression = 'attribute_not_exists(id)';
    await expect(client.send(refused)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    await client.send(new ExecuteStatementCommand({ Statement: `SELECT * FROM "items"` }));
    expect(lines(journal())).toHaveLength(61);
    client = await start();
    expect(lines(journal())).toHaveLength(2);
    expect(await contentOf(client)).toMatchObject([{ count: { N: '58' } }, { count: { N: '59' } }]);
  });

  it('have every write that was answered, when many write at once', async () => {
    let client = await start();
    await client.send(table('items'));
    const add = new UpdateItemCommand({
      TableName: 'items',
      Key: { id: { S: 'counter' } },
      UpdateExpression: 'ADD amount :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    });
    await Promise.all(Array.from({ length: 40 }, () => client.send(add)));
    client = await start();
    expect(await contentOf(client)).toEqual([{ id: { S: 'counter' }, amount: { N: '40' } }]);
  });

  it('lose only a write whose line in the journal has no end: nobody was told of it', async () => {
    let client = await start();
    await client.send(table('items'));
    await client.send(put('whole'));
    await start();
    await served?.end();
    served = undefined;
    appendFileSync(
      journal(),
      '{"region":"us-east-1","operation":"PutItem","body":{"TableName":"items","Item":{"id":{"S":"ha',
    );
    client = await start();
    await client.send(put('next'));
    client = await start();
    expect((await contentOf(client)).map(({ id }) => id?.S)).toEqual(['next', 'whole']);
  });

  it('do not hold a write for which the disk has no room, before a start or after it', async () => {
    await onSmallDisk('DynamoDB on a full disk', '256k', async (disk) => {
      folder = join(disk, 'state');
      mkdirSync(folder);
      let client = await start();
      await client.send(table('items'));
      await client.send(put('before'));
      const large = put('large', { data: { S: 'x'.repeat(300_000) } });
      await expect(client.send(large)).rejects.toMatchObject({ message: expect.stringContaining('local.disk-full') });
      await client.send(put('after'));
      const expected = await contentOf(client);
      expect(expected.map(({ id }) => id?.S)).toEqual(['after', 'before']);
      client = await start();
      expect(await contentOf(client)).toEqual(expected);
    });
  });

  it('do not hold a write that was refused when the end came before the journal forgot it', async () => {
    let client = await start();
    await client.send(table('items'));
    await client.send(put('a'));
    const body = { ...put('a').input, ConditionExpression: 'attribute_not_exists(id)' };
    appendFileSync(journal(), `${JSON.stringify({ region: 'us-east-1', operation: 'PutItem', body })}\n`);
    client = await start();
    expect(await contentOf(client)).toEqual([{ id: { S: 'a' } }]);
    await client.send(put('b'));
    client = await start();
    expect(await contentOf(client)).toHaveLength(2);
  });

  it('keep their settings and items when the end came before a refused change of them was forgotten', async () => {
    let client = await start();
    await client.send(table('items'));
    const TimeToLiveSpecification = { AttributeName: 'ends', Enabled: true };
    await client.send(new UpdateTimeToLiveCommand({ TableName: 'items', TimeToLiveSpecification }));
    await client.send(put('a'));
    const body = {
      ...table('items').input,
      AttributeDefinitions: [{ AttributeName: 'other', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'other', KeyType: 'HASH' }],
    };
    appendFileSync(journal(), `${JSON.stringify({ region: 'us-east-1', operation: 'CreateTable', body })}\n`);
    for (let time = 0; time < 2; time += 1) client = await start();
    expect(await contentOf(client)).toEqual([{ id: { S: 'a' } }]);
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: 'items' }));
    expect(TimeToLiveDescription).toMatchObject({ TimeToLiveStatus: 'ENABLED' });
  });

  it('are not served from a damaged journal, which stays as it is', async () => {
    const damaged = `{"region":"us-east-1","operation":"ListTables","body":{}}\n{"damage\n`;
    writeFileSync(journal(), damaged);
    await expect(start()).rejects.toMatchObject({ code: 'local.journal', place: `${journal()}:2` });
    expect(readFileSync(journal(), 'utf8')).toBe(damaged);
  });

  it('do not take what could not be repeated', async () => {
    const client = await start();
    await client.send(table('items'));
    const backup = client.send(new CreateBackupCommand({ TableName: 'items', BackupName: 'before' }));
    await expect(backup).rejects.toMatchObject({ name: 'UnknownOperationException' });
  });

  it('hold any item after a start', async () => {
    const value: fc.Arbitrary<AttributeValue> = fc.letrec<{ value: AttributeValue }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.string({ unit: 'grapheme' }).map((S) => ({ S })),
        fc.bigInt({ min: -(10n ** 37n), max: 10n ** 37n }).map((number) => ({ N: String(number) })),
        fc.uint8Array({ minLength: 1 }).map((B) => ({ B: Uint8Array.from(B) })),
        fc.boolean().map((BOOL) => ({ BOOL })),
        fc.constant({ NULL: true as const }),
        fc.array(tie('value'), { maxLength: 3 }).map((L) => ({ L })),
        fc
          .dictionary(fc.string({ minLength: 1 }), tie('value'), { maxKeys: 3, noNullPrototype: true })
          .map((M) => ({ M })),
      ),
    })).value;
    let client = await start();
    await client.send(table('items'));
    const values = fc.sample(value, 40);
    for (const [index, data] of values.entries()) await client.send(put(`id ${index}`, { data }));
    const expected = await contentOf(client);
    client = await start();
    expect(await contentOf(client)).toEqual(expected);
    expect(expected).toHaveLength(40);
  });
});

const lines = (file: string) => readFileSync(file, 'utf8').trimEnd().split('\n');
