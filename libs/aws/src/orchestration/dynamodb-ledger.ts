import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Ledger, LedgerItem } from './ledger';
import { itemsOf } from '../job-specs/read-stored-set';

/** Attribute by which DynamoDB may remove items: seconds since 1970. */
export const forgetAttribute = 'forget_at';

/** The ledger in the JobSpec table. */
export function dynamodbLedger(client: DynamoDBClient, table: string): Ledger {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  return {
    async read(key) {
      const { Item } = await documents.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
      return Item && ledgerItem(Item);
    },
    async write(key, value, revision, expiresAt) {
      const forgetAt = Math.floor(expiresAt.getTime() / 1000);
      const item = { ...value, ...key, revision: revision + 1, [forgetAttribute]: forgetAt };
      const condition =
        revision === 0
          ? { ConditionExpression: 'attribute_not_exists(revision)' }
          : { ConditionExpression: 'revision = :revision', ExpressionAttributeValues: { ':revision': revision } };
      try {
        await documents.send(new PutCommand({ TableName: table, Item: item, ...condition }));
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
    async list(partition) {
      return (await itemsOf(client, table, partition)).map(ledgerItem);
    },
  };
}

function ledgerItem(item: Readonly<Record<string, unknown>>): LedgerItem {
  return { value: item, revision: Number(item.revision) };
}
