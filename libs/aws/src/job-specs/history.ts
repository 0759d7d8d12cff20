import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { historyKey, NdrError, setDigest } from '@ndr/core';
import { historyItem, jobNameOf, type HistoryItem } from './job-spec-item';
import { itemsOf } from './read-stored-set';
import type { SetName } from './set-folder';

/** A writing of a set: what it changed. */
export interface SetRevision {
  readonly revision: number;
  readonly setDigest: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
  /** Jobs whose JobSpec it wrote. */
  readonly changed: readonly string[];
  /** Jobs that left the set with it. */
  readonly removed: readonly string[];
}

/** Every revision of the JobSpecs of a set, or of one job of it, oldest first. */
export async function readHistory(
  client: DynamoDBClient,
  table: string,
  { project, version }: SetName,
  jobName?: string,
): Promise<readonly HistoryItem[]> {
  const partition = historyKey(project, '', version, 0).project_name;
  const found = await itemsOf(client, table, partition, jobName && `${jobName}#${version}#`);
  return found
    .filter(({ job_name_version }) => String(job_name_version).split('#')[1] === version)
    .map((item) => historyItem.parse(item))
    .sort((a, b) => a.revision - b.revision);
}

/** The writings that `history` tells of, oldest first. */
export function setRevisions(history: readonly HistoryItem[]): readonly SetRevision[] {
  const revisions = [...new Set(history.map(({ revision }) => revision))];
  return revisions.map((revision) => {
    const items = history.filter((item) => item.revision === revision);
    const [first] = items as [HistoryItem];
    return {
      revision,
      setDigest: first.set_digest,
      updatedAt: first.updated_at,
      updatedBy: first.updated_by,
      changed: items.filter(({ spec }) => spec !== undefined).map(jobNameOf),
      removed: items.filter(({ spec }) => spec === undefined).map(jobNameOf),
    };
  });
}

/**
 * The JobSpecs of a set as they were after a writing, by job.
 * @param history of the whole set
 * @throws NdrError `job-spec.no-revision` when the history does not hold that writing whole
 */
export function specsAt(
  history: readonly HistoryItem[],
  revision: number,
  place: string,
): ReadonlyMap<string, HistoryItem> {
  const upTo = history.filter((item) => item.revision <= revision);
  const last = new Map(upTo.map((item) => [jobNameOf(item), item]));
  const present = new Map([...last].filter(([, { spec }]) => spec !== undefined));
  const [newest] = upTo.slice(-1);
  const digests = [...present.values()].map(({ digest = '' }) => digest);
  if (newest?.revision === revision && setDigest(digests) === newest.set_digest) return present;
  const known = setRevisions(history).map((each) => String(each.revision));
  throw new NdrError({
    code: 'job-spec.no-revision',
    place,
    cause:
      newest?.revision === revision
        ? `what is kept of revision ${String(revision)} is not what was written`
        : `there is no revision ${String(revision)}`,
    remedy: known.length === 0 ? 'Apply the set first: ndr job-specs apply.' : `Use one of ${known.join(', ')}.`,
  });
}
