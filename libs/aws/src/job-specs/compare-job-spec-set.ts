import { compareJson, jobSpecKey, sha256Hex, type FieldChange, type Json } from '@ndr/core';
import { isWhole, jobNameOf, type JobSpecItem, type StoredSet } from './job-spec-item';
import { digestOfSet, specText, type JobSpecSet } from './job-spec-set';

/** What a writing would do to the JobSpec of a job, setting by setting. */
export interface JobSpecChange {
  readonly jobName: string;
  readonly action: 'create' | 'update' | 'delete';
  readonly fields: readonly FieldChange[];
}

/** What a set would change in the table. */
export interface JobSpecSetChange {
  /** Revision of the set in the table, 0 when it holds none. */
  readonly revision: number;
  /** Digest of the set after the writing. */
  readonly setDigest: string;
  /** Whether the table holds anything else than the set: also when somebody changed items there by hand. */
  readonly isNeeded: boolean;
  readonly changes: readonly JobSpecChange[];
}

/** Compares a set with what the table holds. */
export function compareJobSpecSet(set: JobSpecSet, stored: StoredSet): JobSpecSetChange {
  const former = new Map(stored.items.map((item) => [item.job_name_version, item]));
  const kept = set.members.flatMap(({ definition, spec }): readonly JobSpecChange[] => {
    const key = jobSpecKey(set.project, definition.jobName, set.version).job_name_version;
    const item = former.get(key);
    former.delete(key);
    if (item && holds(item, specText(spec))) return [];
    const fields = compareJson(item ? parsed(item) : {}, spec as Json);
    return [{ jobName: definition.jobName, action: item ? 'update' : 'create', fields }];
  });
  const gone = [...former.values()].map((item): JobSpecChange => {
    return { jobName: jobNameOf(item), action: 'delete', fields: compareJson(parsed(item), {}) };
  });
  const changes = [...kept, ...gone];
  return {
    revision: stored.head?.revision ?? 0,
    setDigest: digestOfSet(set),
    isNeeded: changes.length > 0 || !stored.head || !isWhole(stored),
    changes,
  };
}

/** Whether an item holds a JobSpec's text, and says so by its digest. */
export function holds({ spec, digest }: JobSpecItem, text: string): boolean {
  return spec === text && digest === sha256Hex(text);
}

/** What an item says; a text that is no JSON was put there by hand. */
function parsed({ spec }: JobSpecItem): Json {
  try {
    return JSON.parse(spec) as Json;
  } catch {
    return spec;
  }
}
