import { ResourceNotFoundException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { setHeadKey } from '@ndr/core';
import { setHeadItem, type SetHeadItem } from './job-spec-item';
import type { SetName } from './set-folder';

/** A set that a table holds, and its head. */
export interface StoredSetHead extends SetName {
  readonly head: SetHeadItem;
}

/** Every set that `table` holds, by project and version; none when there is no such table. */
export async function listStoredSets(client: DynamoDBClient, table: string): Promise<readonly StoredSetHead[]> {
  const prefix = setHeadKey('', '').job_name_version;
  const pages = paginateScan(
    { client: DynamoDBDocumentClient.from(client) },
    {
      TableName: table,
      ConsistentRead: true,
      FilterExpression: 'begins_with(job_name_version, :head)',
      ExpressionAttributeValues: { ':head': prefix },
    },
  );
  const heads: SetHeadItem[] = [];
  try {
    for await (const page of pages) heads.push(...(page.Items ?? []).map((item) => setHeadItem.parse(item)));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  return heads
    .map((head) => ({
      project: head.project_name,
      version: head.job_name_version.slice(prefix.length),
      head,
    }))
    .sort((a, b) => (`${a.project}/${a.version}` < `${b.project}/${b.version}` ? -1 : 1));
}
