import { ResourceNotFoundException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { storedSet, type StoredSet } from './job-spec-item';
import type { SetName } from './set-folder';

/** What `table` holds of a set, as of now; nothing when there is no such table. */
export async function readStoredSet(client: DynamoDBClient, table: string, name: SetName): Promise<StoredSet> {
  const pages = paginateQuery(
    { client: DynamoDBDocumentClient.from(client) },
    {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'project_name = :project',
      ExpressionAttributeValues: { ':project': name.project },
    },
  );
  const items: Record<string, unknown>[] = [];
  try {
    for await (const page of pages) items.push(...(page.Items ?? []));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  return storedSet(items, name);
}
