import { sliceMilliseconds } from '@ndr/core';
import { baselineHorizons, type BaselineHorizon, type CommitRecord } from '@ndr/pipelines';
import { readCommits, sliceCommits, snapshotCommits, type Commits } from './commits';
import type { ProjectSet } from './project-set';
import { recordedBatches, type RecordedBatch } from './recorded-batches';
import type { StoredObjects } from './stored-objects';
import { dayMilliseconds, type Interval } from './times';

/** What exists of a project and version, over a range of time and what the range depends on. */
export interface ProjectHistory {
  readonly set: ProjectSet;
  readonly interval: Interval;
  /** Every recorded batch of the project. */
  readonly batches: readonly RecordedBatch[];
  /** Of the range, and of the longest window before it. */
  readonly deltas: ReadonlyMap<number, CommitRecord>;
  readonly deltaCommits: Commits;
  /** Of the range, and of the ranges of its baselines. */
  readonly fgACommits: Commits;
  readonly pairCountsCommits: Commits;
  /** Of the range. */
  readonly fgA: ReadonlyMap<number, CommitRecord>;
  /** Every snapshot, by horizon. */
  readonly snapshots: Readonly<Record<BaselineHorizon, Commits>>;
}

/** Reads what exists of `set` over `interval`. */
export async function readProjectHistory(
  objects: StoredObjects,
  set: ProjectSet,
  interval: Interval,
): Promise<ProjectHistory> {
  const longest = Math.max(...set.windows) * sliceMilliseconds;
  const windows = { start: interval.start - longest, end: interval.end };
  const ranges = { start: interval.start - longestReach(set), end: interval.end };
  const [batches, deltaCommits, fgACommits, pairCountsCommits, snapshots] = await Promise.all([
    recordedBatches(objects, set.integration),
    sliceCommits(objects, set.deltas, windows),
    sliceCommits(objects, set.fgA, ranges),
    sliceCommits(objects, set.pairCounts, ranges),
    Promise.all(baselineHorizons.map((horizon) => snapshotCommits(objects, set.fgB, set.version, horizon))),
  ]);
  const isInside = ([start]: readonly [number, unknown]) => start >= interval.start && start < interval.end;
  const [deltas, fgA] = await Promise.all([
    readCommits(objects, deltaCommits),
    readCommits(objects, new Map([...fgACommits].filter(isInside))),
  ]);
  return {
    ...{ set, interval, batches, deltas, deltaCommits, fgACommits, pairCountsCommits, fgA },
    snapshots: Object.fromEntries(baselineHorizons.map((horizon, index) => [horizon, snapshots[index]])) as Record<
      BaselineHorizon,
      Commits
    >,
  };
}

/** The range of time whose slices the baselines of a horizon at `reference` are made of. */
export function baselineInterval({ ranges }: ProjectSet, horizon: BaselineHorizon, reference: number): Interval {
  const { horizon_days, safety_gap_days } = ranges[horizon];
  const end = reference - safety_gap_days * dayMilliseconds;
  return { start: end - horizon_days * dayMilliseconds, end };
}

/** How far before its reference time, and that before a window, a baseline reads. */
function longestReach(set: ProjectSet): number {
  const reaches = baselineHorizons.map((horizon) => -baselineInterval(set, horizon, 0).start);
  // The newest snapshot before a window may be a week old.
  return Math.max(...reaches) + 8 * dayMilliseconds;
}
