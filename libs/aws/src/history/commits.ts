import { commitRecord, type BaselineHorizon, type CommitRecord } from '@ndr/pipelines';
import { parsedRecord } from './parsed-record';
import type { StoredObject, StoredObjects } from './stored-objects';
import { daysOf, isoDay, type Interval } from './times';
import { inParallel } from '../in-parallel';

const requestsAtOnce = 16;

/** What is committed of a dataset, by start of the slice or by reference time, in milliseconds and in order. */
export type Commits = ReadonlyMap<number, StoredObject>;

/** Slices of a dataset that are committed and start in `interval`; nothing but names and ages is read. */
export async function sliceCommits(objects: StoredObjects, prefix: string, interval: Interval): Promise<Commits> {
  const days = await inParallel(daysOf(interval), requestsAtOnce, async (day) => {
    const listed = await objects.list(`${prefix}_commits/dt=${isoDay(day)}/`);
    return listed.flatMap((object) => {
      const [, hour, minute] = /\/(\d\d)(\d\d)\.json$/.exec(object.uri) ?? [];
      if (hour === undefined || minute === undefined) return [];
      return [[day + (Number(hour) * 60 + Number(minute)) * 60_000, object] as const];
    });
  });
  // Days, and the records of a day, are listed in order.
  return new Map(days.flat().filter(([start]) => start >= interval.start && start < interval.end));
}

/** Snapshots of a horizon that are committed. */
export async function snapshotCommits(
  objects: StoredObjects,
  prefix: string,
  version: string,
  horizon: BaselineHorizon,
): Promise<Commits> {
  const listed = await objects.list(
    `${prefix}_commits/feature_spec_version=${version}/baseline_horizon=${horizon}/baseline_end=`,
  );
  return new Map(
    listed.flatMap((object) => {
      const [, day] = /baseline_end=(\d{4}-\d\d-\d\d)\.json$/.exec(object.uri) ?? [];
      return day === undefined ? [] : [[Date.parse(`${day}T00:00:00Z`), object] as const];
    }),
  );
}

/** The earliest slice that a dataset has; undefined when it has none. */
export async function firstCommit(objects: StoredObjects, prefix: string): Promise<number | undefined> {
  const [first] = await objects.list(`${prefix}_commits/dt=`);
  return sliceOf(first);
}

/** The latest slice that a dataset has; undefined when it has none. */
export async function lastCommit(objects: StoredObjects, prefix: string): Promise<number | undefined> {
  return sliceOf((await objects.list(`${prefix}_commits/dt=`)).at(-1));
}

function sliceOf(object: StoredObject | undefined): number | undefined {
  const [, day, hour, minute] = /dt=([\d-]+)\/(\d\d)(\d\d)\.json$/.exec(object?.uri ?? '') ?? [];
  return day === undefined ? undefined : Date.parse(`${day}T${String(hour)}:${String(minute)}:00Z`);
}

/** The records of `commits`; one that is gone by now is left out. */
export async function readCommits(
  objects: StoredObjects,
  commits: Commits,
): Promise<ReadonlyMap<number, CommitRecord>> {
  const records = await inParallel([...commits], requestsAtOnce, async ([time, object]) => {
    return [time, await parsedRecord(objects, object, commitRecord)] as const;
  });
  return new Map(records.flatMap(([time, record]) => (record ? [[time, record] as const] : [])));
}
