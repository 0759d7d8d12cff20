import { sliceMilliseconds } from '@ndr/core';
import { firstCommit, lastCommit } from './commits';
import type { ProjectSet } from './project-set';
import { recordedBatches } from './recorded-batches';
import type { StoredObjects } from './stored-objects';
import type { Interval } from './times';

/** From the first slice to the last that a batch was recorded for, or that is committed; undefined when there is none. */
export async function recordedExtent(objects: StoredObjects, set: ProjectSet): Promise<Interval | undefined> {
  const [batches, first, last] = await Promise.all([
    recordedBatches(objects, set.integration),
    firstCommit(objects, set.deltas),
    lastCommit(objects, set.deltas),
  ]);
  const starts = batches.map(({ start }) => start).concat(first ?? []);
  const ends = batches.map(({ end }) => end).concat(last === undefined ? [] : last + sliceMilliseconds);
  if (starts.length === 0) return undefined;
  const least = (times: readonly number[]) => times.reduce((one, other) => Math.min(one, other), Infinity);
  return { start: least(starts), end: -least(ends.map((end) => -end)) };
}
