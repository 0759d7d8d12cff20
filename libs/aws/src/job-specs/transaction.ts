import { TransactionCanceledException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { NdrError } from '@ndr/core';
import { setTimeout as delay } from 'node:timers/promises';

/** One action of a transaction. */
export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** What DynamoDB takes in one transaction. */
export const transactionLimits = { actions: 100, bytes: 4 * 1024 * 1024, itemBytes: 400 * 1024 } as const;

/** Reasons for which the same transaction succeeds a little later. */
const passing: ReadonlySet<string> = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);
/** Reasons that another writer gave. */
const conflicting: ReadonlySet<string> = new Set(['ConditionalCheckFailed', 'TransactionConflict']);
const attempts = 6;
const pauseMs = 50;

/**
 * Refuses a transaction that DynamoDB would refuse.
 * @throws NdrError `job-spec.too-large`
 */
export function checkTransaction(writes: readonly Write[], place: string): void {
  const sizes = writes.map(({ Put }) => (Put?.Item ? sizeOf(Put.Item) : 0));
  const largest = Math.max(0, ...sizes);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  const limits = transactionLimits;
  const found = [
    writes.length > limits.actions && `${String(writes.length)} items; a transaction takes ${String(limits.actions)}`,
    largest > limits.itemBytes && `an item of ${String(largest)} bytes; the table takes ${String(limits.itemBytes)}`,
    bytes > limits.bytes && `${String(bytes)} bytes; a transaction takes ${String(limits.bytes)}`,
  ].filter((text) => text !== false);
  if (found.length === 0) return;
  throw new NdrError({
    code: 'job-spec.too-large',
    place,
    cause: `the set cannot be written at once: ${found.join(', ')}`,
    remedy: 'Shorten long lists of settings, or divide the jobs among several projects.',
  });
}

/** Bytes of an item as DynamoDB counts them: names and values in UTF-8; a number has at most 21. */
function sizeOf(item: Readonly<Record<string, unknown>>): number {
  return Object.entries(item)
    .map(([name, value]) => Buffer.byteLength(name) + (typeof value === 'string' ? Buffer.byteLength(value) : 21))
    .reduce((sum, size) => sum + size, 0);
}

/**
 * Writes all of `writes` or nothing. What was cancelled for a passing reason is sent again.
 * @throws TransactionCanceledException when a condition does not hold; whatever the SDK throws when retries are used up
 */
export async function transact(client: DynamoDBClient, writes: readonly Write[]): Promise<void> {
  const documents = DynamoDBDocumentClient.from(client);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await documents.send(new TransactWriteCommand({ TransactItems: [...writes] }));
      return;
    } catch (error) {
      if (!isPassing(error) || attempt === attempts) throw error;
      await delay(pauseMs * 2 ** attempt);
    }
  }
}

function isPassing(error: unknown): boolean {
  const reasons = reasonsOf(error);
  return reasons.length > 0 && reasons.every((reason) => passing.has(reason));
}

/** Whether a transaction was cancelled because somebody else wrote what it writes, before it or at the same time. */
export function isConflict(error: unknown): boolean {
  return reasonsOf(error).some((reason) => conflicting.has(reason));
}

/** Why the actions of a transaction were cancelled; none for another error. */
function reasonsOf(error: unknown): readonly string[] {
  if (!(error instanceof TransactionCanceledException)) return [];
  return (error.CancellationReasons ?? []).flatMap(({ Code }) => (Code && Code !== 'None' ? [Code] : []));
}
