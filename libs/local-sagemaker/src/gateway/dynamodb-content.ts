import { z } from 'zod';
import { tableOf } from './dynamodb-operations';
import type { JournalEntry } from './dynamodb-journal';

/** Asks DynamoDB in a region. */
export type Ask = (region: string, operation: string, body: unknown) => Promise<unknown>;

const item = z.record(z.string(), z.unknown());
const tables = z.object({ TableNames: z.array(z.string()), LastEvaluatedTableName: z.string().optional() });
const scanned = z.object({ Items: z.array(item), LastEvaluatedKey: item.optional() });

/** Most puts that one BatchWriteItem takes. */
const batchSize = 25;

/**
 * The fewest writes that make the present tables: for each table that is there the changes since its creation, then its
 * items.
 * @param changes of tables, in their order
 */
export async function* keptEntries(changes: readonly JournalEntry[], ask: Ask): AsyncGenerator<JournalEntry> {
  const regions = new Set(changes.map(({ region }) => region));
  for (const region of regions) {
    for (const table of await tablesOf(region, ask)) {
      yield* sinceCreation(changes, region, table);
      yield* contentOf(region, table, ask);
    }
  }
}

function sinceCreation(changes: readonly JournalEntry[], region: string, table: string): JournalEntry[] {
  const own = changes.filter((change) => change.region === region && tableOf(change.body) === table);
  return own.slice(own.findLastIndex(({ operation }) => operation === 'CreateTable'));
}

async function tablesOf(region: string, ask: Ask): Promise<string[]> {
  const names: string[] = [];
  let after: string | undefined;
  do {
    const page = tables.parse(
      await ask(region, 'ListTables', after === undefined ? {} : { ExclusiveStartTableName: after }),
    );
    names.push(...page.TableNames);
    after = page.LastEvaluatedTableName;
  } while (after !== undefined);
  return names;
}

async function* contentOf(region: string, table: string, ask: Ask): AsyncGenerator<JournalEntry> {
  let after: z.infer<typeof item> | undefined;
  do {
    const start = after && { ExclusiveStartKey: after };
    const page = scanned.parse(await ask(region, 'Scan', { TableName: table, ConsistentRead: true, ...start }));
    for (let first = 0; first < page.Items.length; first += batchSize) {
      const puts = page.Items.slice(first, first + batchSize).map((Item) => ({ PutRequest: { Item } }));
      yield { region, operation: 'BatchWriteItem', body: { RequestItems: { [table]: puts } } };
    }
    after = page.LastEvaluatedKey;
  } while (after !== undefined);
}
