import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { misalignmentsOf, NdrError, refuse, type JobSpecDefinition } from '@ndr/core';
import { readHistory, setRevisions, specsAt } from './history';
import { jobNameOf, type HistoryItem, type StoredSet } from './job-spec-item';
import type { JobSpecSet } from './job-spec-set';
import { readStoredSet } from './read-stored-set';
import type { SetName } from './set-folder';
import { storedMembers, type StoredJobSpec } from './stored-members';
import { writeJobSpecSet, type WriteOptions, type WrittenSet } from './write-job-spec-set';

/** What goes back, and how far. */
export interface RollbackOptions extends Omit<WriteOptions, 'revision'> {
  /** Of every job of every pipeline. */
  readonly definitions: readonly JobSpecDefinition[];
  /** Only this job; the whole set unless given. */
  readonly jobName?: string | undefined;
  /** Revision of the set to go back to; the one before the last unless given. */
  readonly to?: number | undefined;
}

/** What a rollback did. */
export interface RolledBack extends WrittenSet {
  /** Revision whose content the table holds again. */
  readonly restored: number;
}

/**
 * Writes a former revision of a set, or of one job of it, as the newest one. The result must fit together and pass the
 * schemas of today; history grows and is never rewritten.
 * @throws NdrError `job-spec.no-revision`, `job-spec.invalid`, `job-spec.misaligned`, `job-spec.conflict`
 */
export async function rollbackJobSpecSet(
  client: DynamoDBClient,
  table: string,
  name: SetName,
  { definitions, jobName, to, ...options }: RollbackOptions,
): Promise<RolledBack> {
  const place = `table ${table}, project ${name.project}, version ${name.version}`;
  const stored = await readStoredSet(client, table, name);
  const history = await readHistory(client, table, name);
  const ofJob = jobName === undefined ? history : history.filter((item) => jobNameOf(item) === jobName);
  // The revision before the last one that wrote the set, or the job.
  const restored = ofJob.length === 0 ? undefined : (to ?? setRevisions(ofJob).at(-2)?.revision);
  if (restored === undefined) throw nothingFormer(place, jobName);
  const items = itemsAfter(stored, specsAt(history, restored, place), jobName);
  const set: JobSpecSet = { ...name, members: storedMembers(table, name, items, definitions) };
  refuse(misalignmentsOf(set.members));
  const revision = stored.head?.revision ?? 0;
  return { ...(await writeJobSpecSet(client, table, set, { ...options, revision })), restored };
}

/** The items of the set after the rollback: all of them from the past, or only that of the job. */
function itemsAfter(
  stored: StoredSet,
  past: ReadonlyMap<string, HistoryItem>,
  jobName: string | undefined,
): Iterable<StoredJobSpec> {
  if (jobName === undefined) return past.values();
  const then = past.get(jobName);
  return [...stored.items.filter((item) => jobNameOf(item) !== jobName), ...(then ? [then] : [])];
}

function nothingFormer(place: string, jobName: string | undefined): NdrError {
  return new NdrError({
    code: 'job-spec.no-revision',
    place,
    cause: `there is no earlier revision${jobName === undefined ? '' : ` of ${jobName}`}`,
    remedy: 'Look at what there is: ndr job-specs history.',
  });
}
