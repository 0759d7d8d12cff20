import { jobSpecKey, plainName, setDigest, setHeadKey, sha256Hex } from '@ndr/core';
import { z } from 'zod';
import type { SetName } from './set-folder';

/** An item that a job reads: its effective JobSpec as text, and what tells one writing from another. */
export const jobSpecItem = z.object({
  project_name: plainName,
  job_name_version: z.string(),
  spec: z.string(),
  /** Revision of the set in which `spec` last changed. */
  revision: z.int(),
  digest: z.string(),
  set_digest: z.string(),
  updated_at: z.string(),
  updated_by: z.string(),
});
export type JobSpecItem = z.infer<typeof jobSpecItem>;

/** The item that stands for a whole set: each writing is conditioned on its revision. */
export const setHeadItem = jobSpecItem.omit({ spec: true, digest: true });
export type SetHeadItem = z.infer<typeof setHeadItem>;

/** A revision of a JobSpec, kept for good; without `spec` the job left the set with it. */
export const historyItem = jobSpecItem.partial({ spec: true, digest: true }).extend({ project_name: z.string() });
export type HistoryItem = z.infer<typeof historyItem>;

/** What the table holds of one set. */
export interface StoredSet {
  readonly head: SetHeadItem | undefined;
  readonly items: readonly JobSpecItem[];
}

/** Finds the items of a set among those of its project. */
export function storedSet(projectItems: readonly Record<string, unknown>[], { project, version }: SetName): StoredSet {
  const headKey = setHeadKey(project, version).job_name_version;
  const ending = jobSpecKey(project, '', version).job_name_version;
  const sortKey = (item: Record<string, unknown>) => String(item.job_name_version);
  const head = projectItems.find((item) => sortKey(item) === headKey);
  return {
    head: head && setHeadItem.parse(head),
    items: projectItems
      .filter((item) => sortKey(item).endsWith(ending) && !sortKey(item).startsWith('#'))
      .map((item) => jobSpecItem.parse(item)),
  };
}

/** Whether the texts, their digests and the head belong together, as one writing left them. */
export function isWhole({ head, items }: StoredSet): boolean {
  if (!head) return items.length === 0;
  const isOwn = items.every(({ spec, digest, set_digest }) => {
    return sha256Hex(spec) === digest && set_digest === head.set_digest;
  });
  return isOwn && setDigest(items.map(({ digest }) => digest)) === head.set_digest;
}

/** Name of the job whose item, or revision, has this sort key. */
export function jobNameOf({ job_name_version }: Pick<JobSpecItem, 'job_name_version'>): string {
  return job_name_version.slice(0, job_name_version.indexOf('#'));
}
