import { NdrError } from '@ndr/core';
import { defaultBaselineRanges } from '@ndr/pipelines';
import type { RankOptions } from './findings';
import { findSnapshot, type Snapshot } from '../baselines/snapshots';
import { committedExtent, readSliceRecords, type Interval } from '../tables/commit-records';
import type { Committed, Sources } from '../tables/committed';
import { dayMilliseconds } from '../tables/days';
import type { ProjectTables } from '../tables/project-tables';

/** What is judged, and the snapshot that it is held against. */
export interface JudgedSources extends Sources {
  readonly interval: Interval;
  readonly fgA: Committed;
  readonly pairCounts: Committed;
  readonly snapshot: Snapshot | undefined;
}

/**
 * Finds the range that is judged and the newest snapshot at or before the end of its last day. Unless given, the range
 * begins where the days of the snapshot end, or with the first slice when nothing lies behind them, and ends with the
 * last slice.
 * @throws NdrError `findings.no-rows` when no slice of it is committed
 */
export async function findJudgedSources(tables: ProjectTables, options: RankOptions): Promise<JudgedSources> {
  const extent = await committedExtent(tables.fgA);
  if (!extent) throw noRows(tables.fgA);
  const end = options.to?.getTime() ?? extent.end;
  const notAfter = new Date(Math.ceil(end / dayMilliseconds) * dayMilliseconds);
  const snapshot = await findSnapshot(tables, { horizon: options.horizon, notAfter });
  const interval = { start: options.from?.getTime() ?? startOf(extent, snapshot, options), end };
  const [fgA, pairCounts] = await Promise.all([
    committedOf(tables.fgA, interval),
    committedOf(tables.pairCounts, interval),
  ]);
  if (fgA.records.length === 0) throw noRows(tables.fgA, interval);
  return { interval, fgA, pairCounts, snapshot, committed: [fgA, pairCounts, ...(snapshot ? [snapshot] : [])] };
}

/** What a snapshot was made of. */
export function rangeOf({ horizon, end }: Snapshot, { baselineRanges = defaultBaselineRanges }: RankOptions): Interval {
  const { horizon_days, safety_gap_days } = baselineRanges[horizon];
  const rangeEnd = Date.parse(end) - safety_gap_days * dayMilliseconds;
  return { start: rangeEnd - horizon_days * dayMilliseconds, end: rangeEnd };
}

function startOf(extent: Interval, snapshot: Snapshot | undefined, options: RankOptions): number {
  if (!snapshot) return extent.start;
  const { end: afterBaseline } = rangeOf(snapshot, options);
  return afterBaseline < extent.end ? Math.max(extent.start, afterBaseline) : extent.start;
}

async function committedOf(prefix: string, interval: Interval): Promise<Committed> {
  return { prefix, records: await readSliceRecords(prefix, interval) };
}

/** The error of a range without anything to judge. */
export function noRows(place: string, interval?: Interval): NdrError {
  const range = interval && ` of ${new Date(interval.start).toISOString()} to ${new Date(interval.end).toISOString()}`;
  return new NdrError({
    code: 'findings.no-rows',
    place,
    cause: `no slice${range ?? ''} with rows is committed`,
    remedy: 'Run the 15m pipeline over it: ndr run-batch --project P --version V --range --start ISO --end ISO.',
  });
}
