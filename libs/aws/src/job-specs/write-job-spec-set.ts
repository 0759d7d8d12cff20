import { TransactionCanceledException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { historyKey, jobSpecKey, NdrError, setHeadKey, sha256Hex } from '@ndr/core';
import type { JobSpecItem, StoredSet } from './job-spec-item';
import { digestOfSet, specText, type JobSpecSet } from './job-spec-set';
import { readStoredSet } from './read-stored-set';

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

type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * Makes the table hold exactly `set`, in one transaction: a reader sees the former set or this one. Nothing is written
 * when the table holds it already.
 * @throws NdrError `job-spec.conflict` when somebody else wrote the set meanwhile
 */
export async function writeJobSpecSet(
  client: DynamoDBClient,
  table: string,
  set: JobSpecSet,
  { updatedBy, now, revision: expected }: WriteOptions,
): Promise<WrittenSet> {
  const documents = DynamoDBDocumentClient.from(client);
  const place = `table ${table}, project ${set.project}, version ${set.version}`;
  const stored = await readStoredSet(client, table, set);
  const found = stored.head?.revision ?? 0;
  const revision = found + 1;
  const stamp = { set_digest: digestOfSet(set), updated_at: now.toISOString(), updated_by: updatedBy };

  const former = new Map(stored.items.map((item) => [item.job_name_version, item]));
  const members = set.members.map(({ definition, spec }) => {
    const key = jobSpecKey(set.project, definition.jobName, set.version);
    const text = specText(spec);
    const item: JobSpecItem = { ...key, spec: text, revision, digest: sha256Hex(text), ...stamp };
    const before = former.get(key.job_name_version);
    const isChanged = before?.digest !== item.digest;
    // An unchanged JobSpec keeps its revision; only the digest of the set that it belongs to moves.
    return {
      jobName: definition.jobName,
      item: isChanged ? item : { ...before, set_digest: item.set_digest },
      isChanged,
    };
  });
  const kept = new Set(members.map(({ item }) => item.job_name_version));
  const gone = stored.items.filter(({ job_name_version }) => !kept.has(job_name_version));
  const changed = members.filter(({ isChanged }) => isChanged);
  const result = {
    setDigest: stamp.set_digest,
    changed: changed.map(({ jobName }) => jobName),
    removed: gone.map(({ job_name_version }) => job_name_version.slice(0, job_name_version.indexOf('#'))),
  };
  if (changed.length === 0 && gone.length === 0 && stored.head) {
    return { ...result, revision: stored.head.revision };
  }
  if (expected !== undefined && expected !== found) throw conflict(place);
  const writes: Write[] = [
    {
      Put: {
        TableName: table,
        Item: { ...setHeadKey(set.project, set.version), revision, ...stamp },
        ...unchanged(stored),
      },
    },
    ...members.map(({ item }) => ({ Put: { TableName: table, Item: item } })),
    ...changed.map(({ jobName, item }) => ({
      Put: { TableName: table, Item: { ...item, ...historyKey(set.project, jobName, set.version, revision) } },
    })),
    ...gone.map(({ project_name, job_name_version }) => ({
      Delete: { TableName: table, Key: { project_name, job_name_version } },
    })),
  ];
  await transact(documents, writes, place);
  return { ...result, revision };
}

/** The head must still be as it was read. */
function unchanged({
  head,
}: StoredSet): Pick<NonNullable<Write['Put']>, 'ConditionExpression' | 'ExpressionAttributeValues'> {
  if (!head) return { ConditionExpression: 'attribute_not_exists(project_name)' };
  return { ConditionExpression: 'revision = :revision', ExpressionAttributeValues: { ':revision': head.revision } };
}

async function transact(documents: DynamoDBDocumentClient, writes: Write[], place: string): Promise<void> {
  try {
    await documents.send(new TransactWriteCommand({ TransactItems: writes }));
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    throw conflict(place);
  }
}

function conflict(place: string): NdrError {
  return new NdrError({
    code: 'job-spec.conflict',
    place,
    cause: 'somebody else wrote this set after it was read; nothing was written',
    remedy: 'Repeat the command: it compares with what they wrote.',
  });
}
