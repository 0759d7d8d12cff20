import { jobSpecKey, plainName, setHeadKey } from '@ndr/core';
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
