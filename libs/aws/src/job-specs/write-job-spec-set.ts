import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { historyKey, jobSpecKey, NdrError, setHeadKey, sha256Hex } from '@ndr/core';
import { compareJobSpecSet, holds, type JobSpecSetChange } from './compare-job-spec-set';
import { readHistory } from './history';
import type { HistoryItem, JobSpecItem, StoredSet } from './job-spec-item';
import { specText, type JobSpecSet } from './job-spec-set';
import { readStoredSet } from './read-stored-set';
import { checkTransaction, isConflict, transact, type Write } from './transaction';

/** Who writes, and when. */
export interface WriteOptions {
  /** Name of the person or program, kept with each revision. */
  readonly updatedBy: string;
  readonly now: Date;
  /** Revision that the set must still have, 0 for none: what a plan saw. Any revision unless given. */
  readonly revision?: number;
}

/** What the table holds after a writing. */
export interface WrittenSet {
  /** Number of writings of the set so far. */
  readonly revision: number;
  readonly setDigest: string;
  /** Jobs whose JobSpec is new or changed; empty when nothing was written. */
  readonly changed: readonly string[];
  /** Jobs whose items were removed. */
  readonly removed: readonly string[];
}

/**
 * Makes the table hold exactly `set`, in one transaction: a reader sees the former set or this one. Nothing is written
 * when the table holds it already, so that a repetition does no harm.
 * @throws NdrError `job-spec.conflict` when somebody else wrote the set meanwhile, `job-spec.too-large`
 */
export async function writeJobSpecSet(
  client: DynamoDBClient,
  table: string,
  set: JobSpecSet,
  options: WriteOptions,
): Promise<WrittenSet> {
  const place = `table ${table}, project ${set.project}, version ${set.version}`;
  const stored = await readStoredSet(client, table, set);
  const change = compareJobSpecSet(set, stored);
  if (!change.isNeeded) return written(change, change.revision);
  if (options.revision !== undefined && options.revision !== change.revision) throw conflict(place);
  const revision = 1 + (stored.head?.revision ?? (await lastInHistory(client, table, set)));
  const writes = writesOf(table, set, stored, change, { ...options, revision });
  checkTransaction(writes, place);
  try {
    await transact(client, writes);
  } catch (error) {
    // The answer may be lost although it was written, and then a repetition of the same transaction is cancelled.
    if (await isStored(client, table, set)) return written(change, revision);
    throw isConflict(error) ? conflict(place) : error;
  }
  return written(change, revision);
}

/** The last revision of a set whose head is gone, so that no new one takes its place in the history; 0 of a new set. */
async function lastInHistory(client: DynamoDBClient, table: string, set: JobSpecSet): Promise<number> {
  return (await readHistory(client, table, set)).at(-1)?.revision ?? 0;
}

/** Whether the table holds the set; no when that cannot be found out either. */
async function isStored(client: DynamoDBClient, table: string, set: JobSpecSet): Promise<boolean> {
  try {
    return !compareJobSpecSet(set, await readStoredSet(client, table, set)).isNeeded;
  } catch {
    return false;
  }
}

function written({ changes, setDigest }: JobSpecSetChange, revision: number): WrittenSet {
  const names = (isWanted: (action: string) => boolean) =>
    changes.filter(({ action }) => isWanted(action)).map(({ jobName }) => jobName);
  return {
    revision,
    setDigest,
    changed: names((action) => action !== 'delete'),
    removed: names((action) => action === 'delete'),
  };
}

/** The head, every job's item, the history of what changed, and the removal of what is gone. */
function writesOf(
  table: string,
  set: JobSpecSet,
  stored: StoredSet,
  change: JobSpecSetChange,
  { updatedBy, now, revision }: WriteOptions & { readonly revision: number },
): readonly Write[] {
  const stamp = { revision, set_digest: change.setDigest, updated_at: now.toISOString(), updated_by: updatedBy };
  const former = new Map(stored.items.map((item) => [item.job_name_version, item]));
  const past = (jobName: string, item: Omit<HistoryItem, keyof ReturnType<typeof historyKey>>): Write => ({
    Put: { TableName: table, Item: { ...item, ...historyKey(set.project, jobName, set.version, revision) } },
  });

  const kept = set.members.flatMap(({ definition: { jobName }, spec }): readonly Write[] => {
    const key = jobSpecKey(set.project, jobName, set.version);
    const text = specText(spec);
    const before = former.get(key.job_name_version);
    const isChanged = !before || !holds(before, text);
    const item: JobSpecItem = { ...key, spec: text, digest: sha256Hex(text), ...stamp };
    // An unchanged JobSpec keeps its revision; only the digest of the set that it belongs to moves.
    const next = isChanged ? item : { ...before, set_digest: change.setDigest };
    return [{ Put: { TableName: table, Item: next, ...asItWas(before) } }, ...(isChanged ? [past(jobName, item)] : [])];
  });
  const gone = change.changes
    .filter(({ action }) => action === 'delete')
    .flatMap(({ jobName }): readonly Write[] => {
      const key = jobSpecKey(set.project, jobName, set.version);
      const before = former.get(key.job_name_version);
      return [{ Delete: { TableName: table, Key: key, ...asItWas(before) } }, past(jobName, stamp)];
    });
  const head = { ...setHeadKey(set.project, set.version), ...stamp };
  return [{ Put: { TableName: table, Item: head, ...asItWas(stored.head) } }, ...kept, ...gone];
}

/** The condition that an item is still as it was read. */
function asItWas(
  item: Pick<JobSpecItem, 'revision' | 'set_digest'> | undefined,
): Pick<NonNullable<Write['Put']>, 'ConditionExpression' | 'ExpressionAttributeValues'> {
  if (!item) return { ConditionExpression: 'attribute_not_exists(project_name)' };
  return {
    ConditionExpression: 'revision = :revision AND set_digest = :set_digest',
    ExpressionAttributeValues: { ':revision': item.revision, ':set_digest': item.set_digest },
  };
}

function conflict(place: string): NdrError {
  return new NdrError({
    code: 'job-spec.conflict',
    place,
    cause: 'somebody else wrote this set after it was read; nothing was written',
    remedy: 'Repeat the command: it compares with what they wrote.',
  });
}
