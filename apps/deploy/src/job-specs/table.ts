import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { localEnvironmentName, type Environment } from '@ndr/aws';
import type { Context } from '../context';
import { dynamodbClient } from '../local/dynamodb-client';
import { openLocal } from '../local/open-local';

/** The table of JobSpecs of an environment. */
export interface JobSpecTable {
  readonly client: DynamoDBClient;
  readonly table: string;
}

/** Runs `action` with the table of `environment`: that of AWS, or of this machine. */
export async function withJobSpecTable<Result>(
  context: Context,
  environment: Environment,
  action: (table: JobSpecTable) => Promise<Result>,
): Promise<Result> {
  if (environment.name === localEnvironmentName) return withLocalTable(context, environment, action);
  const client = new DynamoDBClient({ region: environment.region });
  try {
    return await action({ client, table: environment.table });
  } finally {
    client.destroy();
  }
}

async function withLocalTable<Result>(
  context: Context,
  { table }: Environment,
  action: (table: JobSpecTable) => Promise<Result>,
): Promise<Result> {
  const local = await openLocal(context);
  const client = dynamodbClient(local.awsEnvironment);
  try {
    return await action({ client, table });
  } finally {
    client.destroy();
    await local.close();
  }
}
