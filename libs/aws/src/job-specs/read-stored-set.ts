import { ResourceNotFoundException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { setTimeout as delay } from 'node:timers/promises';
import { isWhole, storedSet, type StoredSet } from './job-spec-item';
import type { SetName } from './set-folder';

const attempts = 4;
const pauseMs = 50;

/**
 * What `table` holds of a set, as of now; nothing when there is no such table. A query does not see a transaction as
 * one: what it read while a set was being written is read again, so that no caller meets half a set.
 */
export async function readStoredSet(client: DynamoDBClient, table: string, name: SetName): Promise<StoredSet> {
  for (let attempt = 1; ; attempt += 1) {
    const set = storedSet(await itemsOf(client, table, name.project), name);
    // A set that stays in pieces was changed by hand; a writing makes it whole.
    if (isWhole(set) || attempt === attempts) return set;
    await delay(pauseMs * attempt);
  }
}

/**
 * Every item of a partition, in order of the sort key, page by page.
 * @param begins what the sort keys begin with
 */
export async function itemsOf(
  client: DynamoDBClient,
  table: string,
  partition: string,
  begins?: string,
): Promise<readonly Record<string, unknown>[]> {
  const isBelow = begins === undefined ? '' : ' AND begins_with(job_name_version, :begins)';
  const pages = paginateQuery(
    { client: DynamoDBDocumentClient.from(client) },
    {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: `project_name = :partition${isBelow}`,
      ExpressionAttributeValues: { ':partition': partition, ...(begins !== undefined && { ':begins': begins }) },
    },
  );
  const items: Record<string, unknown>[] = [];
  try {
    for await (const page of pages) items.push(...(page.Items ?? []));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  return items;
}
