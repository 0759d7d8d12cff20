import { sliceIdOf, sliceMilliseconds } from '@ndr/core';
import type { BaselineHorizon, BatchRecord, CommitRecord } from '@ndr/pipelines';
import type { MemoryObjects } from '../history/memory-objects';
import type { ProjectSet } from '../history/project-set';
import { isoDay, isoSeconds } from '../history/times';

/** Puts the record of a batch, from `start` on, whose id is its start; answers its URI. */
export function putBatch(
  objects: MemoryObjects,
  { integration }: Pick<ProjectSet, 'integration'>,
  start: string,
  { minutes = 15, modified = start }: { readonly minutes?: number; readonly modified?: string } = {},
): string {
  const id = sliceIdOf(new Date(start));
  const end = Date.parse(start) + minutes * 60_000;
  const record: BatchRecord = {
    ...{ mini_batch_id: id, batch_start: start, batch_end: isoSeconds(end), rows: null },
  };
  const uri = `${integration}_batches/${id}.json`;
  objects.put(uri, JSON.stringify(record), new Date(modified));
  return uri;
}

/** What records of slices say that differs from others. */
export interface CommittedSlices {
  readonly count?: number;
  readonly modified?: string;
  readonly run?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly noveltyBaselines?: readonly string[];
  /** Minutes of the batch that each of them is one of. */
  readonly batchMinutes?: number;
}

/** Puts the commit records of `count` slices of a dataset, one unless given, from `first` on. */
export function commitSlices(
  objects: MemoryObjects,
  prefix: string,
  first: string,
  { count = 1, modified = first, batchMinutes = 15, ...facts }: CommittedSlices = {},
): void {
  const begins = Date.parse(first);
  for (let start = begins; start < begins + count * sliceMilliseconds; start += sliceMilliseconds) {
    const batchStart = start - ((start - begins) % (batchMinutes * 60_000));
    const record: CommitRecord = {
      ...emptyRecord,
      run_id: facts.run ?? 'run-1',
      slice_start: isoSeconds(start),
      mini_batch_id: sliceIdOf(new Date(batchStart)),
      ...{ batch_start: isoSeconds(batchStart), batch_end: isoSeconds(batchStart + batchMinutes * 60_000) },
      ...{ inputs: { ...facts.inputs }, novelty_baselines: [...(facts.noveltyBaselines ?? [])] },
    };
    const time = isoSeconds(start).slice(11, 16).replace(':', '');
    objects.put(`${prefix}_commits/dt=${isoDay(start)}/${time}.json`, JSON.stringify(record), new Date(modified));
  }
}

/** Puts the commit records of snapshots at the midnights of `days`. */
export function commitSnapshots(
  objects: MemoryObjects,
  { fgB, version }: ProjectSet,
  horizon: BaselineHorizon,
  ...days: readonly string[]
): void {
  for (const day of days) {
    const folder = `${fgB}_commits/feature_spec_version=${version}/baseline_horizon=${horizon}`;
    const record: CommitRecord = { ...emptyRecord, baseline_end: `${day}T00:00:00Z` };
    objects.put(`${folder}/baseline_end=${day}.json`, JSON.stringify(record), new Date(`${day}T05:00:00Z`));
  }
}

const emptyRecord: CommitRecord = {
  ...{ run_id: 'run-1', job: 'tested', job_spec_digest: '', set_digest: '', rows: {}, totals: {}, files: {} },
  ...{ slice_start: null, baseline_end: null, mini_batch_id: null, batch_start: null, batch_end: null },
  ...{ inputs: {}, novelty_baselines: [] },
};
