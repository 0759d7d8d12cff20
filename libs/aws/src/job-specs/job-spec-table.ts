import {
  CreateTableCommand,
  DescribeTableCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  waitUntilTableExists,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';

/** Creates the table of JobSpecs unless it exists; it costs nothing while nobody reads it. */
export async function createJobSpecTable(client: DynamoDBClient, table: string): Promise<void> {
  if (await jobSpecTableExists(client, table)) return;
  try {
    await client.send(
      new CreateTableCommand({
        TableName: table,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: 'project_name', AttributeType: 'S' },
          { AttributeName: 'job_name_version', AttributeType: 'S' },
        ],
        KeySchema: [
          { AttributeName: 'project_name', KeyType: 'HASH' },
          { AttributeName: 'job_name_version', KeyType: 'RANGE' },
        ],
      }),
    );
  } catch (error) {
    // Somebody else created it meanwhile.
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  await waitUntilTableExists({ client, minDelay: 1, maxWaitTime: 120 }, { TableName: table });
}

/** Whether the table exists. */
export async function jobSpecTableExists(client: DynamoDBClient, table: string): Promise<boolean> {
  try {
    await client.send(new DescribeTableCommand({ TableName: table }));
    return true;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  }
}
