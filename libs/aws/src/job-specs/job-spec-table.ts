import {
  ContinuousBackupsUnavailableException,
  CreateTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  UpdateContinuousBackupsCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { NdrError } from '@ndr/core';
import { setTimeout as delay } from 'node:timers/promises';

/** How long a new table may take until it answers, and until its backups can be set. */
const attempts = 60;
const pauseMs = 2_000;

/** What the table is like, whoever creates it: this library or apps/infra. */
export const jobSpecTableSchema = {
  keys: [
    { AttributeName: 'project_name', AttributeType: 'S', KeyType: 'HASH' },
    { AttributeName: 'job_name_version', AttributeType: 'S', KeyType: 'RANGE' },
  ],
  BillingMode: 'PAY_PER_REQUEST',
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
} as const;

/**
 * Creates the table of JobSpecs unless it exists: paid by request, so that it costs nothing while nobody reads it, and
 * restorable to any second of the last 35 days, also when an earlier call ended between the two.
 * @param tags of a table that is created
 */
export async function createJobSpecTable(
  client: DynamoDBClient,
  table: string,
  tags: Readonly<Record<string, string>> = {},
): Promise<void> {
  if (!(await jobSpecTableExists(client, table))) {
    await create(client, table, tags);
    await becomesActive(client, table);
  }
  if (!(await isRestorable(client, table))) await makeRestorable(client, table);
}

/** Whether the table exists and answers, which it does also while its settings are changed. */
export async function jobSpecTableExists(client: DynamoDBClient, table: string): Promise<boolean> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
    return Table?.TableStatus === 'ACTIVE' || Table?.TableStatus === 'UPDATING';
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  }
}

async function create(client: DynamoDBClient, table: string, tags: Readonly<Record<string, string>>): Promise<void> {
  const { keys, BillingMode } = jobSpecTableSchema;
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  try {
    await client.send(
      new CreateTableCommand({
        TableName: table,
        BillingMode,
        AttributeDefinitions: keys.map(({ AttributeName, AttributeType }) => ({ AttributeName, AttributeType })),
        KeySchema: keys.map(({ AttributeName, KeyType }) => ({ AttributeName, KeyType })),
        ...(Tags.length > 0 && { Tags }),
      }),
    );
  } catch (error) {
    // Somebody else creates it, or an earlier call's answer was lost.
    if (!(error instanceof ResourceInUseException)) throw error;
  }
}

/** Waits; a failed request ends it at once, since the SDK has repeated it already. */
async function becomesActive(client: DynamoDBClient, table: string): Promise<void> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (await jobSpecTableExists(client, table)) return;
    await delay(pauseMs);
  }
  throw new NdrError({
    code: 'job-spec.no-table',
    place: `table ${table}`,
    cause: `it was created and does not answer after ${String((attempts * pauseMs) / 1_000)} s`,
    remedy: 'Look at it in the console; repeat the command once it is active.',
  });
}

/** Whether the table can be restored to any second of the last days. */
export async function isRestorable(client: DynamoDBClient, table: string): Promise<boolean> {
  const { ContinuousBackupsDescription } = await client.send(
    new DescribeContinuousBackupsCommand({ TableName: table }),
  );
  return ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED';
}

async function makeRestorable(client: DynamoDBClient, table: string): Promise<void> {
  const update = new UpdateContinuousBackupsCommand({
    TableName: table,
    PointInTimeRecoverySpecification: { ...jobSpecTableSchema.PointInTimeRecoverySpecification },
  });
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(update);
      return;
    } catch (error) {
      const isEarly = error instanceof ContinuousBackupsUnavailableException && attempt < attempts;
      if (!isEarly) throw error;
      await delay(pauseMs);
    }
  }
}
