import {
  missingBaselines,
  staleBaselines,
  staleNovelty,
  staleWindows,
  unprocessedBatches,
  type ProjectHistory,
} from '@ndr/aws';
import { sliceMilliseconds } from '@ndr/core';
import type { BaselineHorizon } from '@ndr/pipelines';

const dayMilliseconds = 24 * 3600_000;

/** What of a day there is, in slices. */
export interface DayCoverage {
  /** `2024-04-19`. */
  readonly day: string;
  /** Slices of the day that the range holds, and of them those that a recorded batch covers. */
  readonly slices: number;
  readonly recorded: number;
  readonly deltas: number;
  readonly fg_a: number;
  readonly pair_counts: number;
}

/** Baselines of a horizon. */
export interface BaselinesReport {
  readonly snapshots: number;
  /** Reference time of the newest, and its age in days. */
  readonly newest: string | null;
  readonly ageDays: number | null;
  readonly missing: readonly string[];
  /** Those whose slices changed since. */
  readonly stale: readonly string[];
}

/** What a project and version has in a range of time, and what it lacks. */
export interface HistoryReport {
  readonly days: readonly DayCoverage[];
  /** Ids of batches that are to be processed, or processed again. */
  readonly unprocessed: readonly string[];
  /** Starts of slices of the range, after the first and before the last one recorded, that no batch covers. */
  readonly gaps: readonly string[];
  /** Ends of windows whose deltas are others now. */
  readonly staleWindows: readonly string[];
  /** Ends of windows whose novelty would find another baseline now. */
  readonly staleNovelty: readonly string[];
  readonly baselines: Readonly<Record<BaselineHorizon, BaselinesReport>>;
  /** Everything that `ndr backfill --missing --novelty` would mend. */
  readonly missing: number;
}

/**
 * What `history` has and lacks.
 * @param baselinesFrom when baselines were due first; with the first that there is unless given
 */
export function historyReport(history: ProjectHistory, now: Date, baselinesFrom?: number): HistoryReport {
  const unprocessed = unprocessedBatches(history).map(({ id }) => id);
  const ends = (slices: readonly number[]) => slices.map((slice) => iso(slice + sliceMilliseconds));
  const windows = ends(staleWindows(history));
  const novelty = ends(staleNovelty(history));
  const ofHorizon = (horizon: BaselineHorizon) => baselinesReport(history, horizon, now.getTime(), baselinesFrom);
  const baselines = { '7d': ofHorizon('7d'), '30d': ofHorizon('30d') };
  const ofBaselines = Object.values(baselines).flatMap(({ missing, stale }) => [...missing, ...stale]);
  return {
    days: coverageByDay(history),
    unprocessed,
    gaps: gapsOf(history).map(iso),
    ...{ staleWindows: windows, staleNovelty: novelty, baselines },
    missing: unprocessed.length + windows.length + novelty.length + ofBaselines.length,
  };
}

function baselinesReport(
  history: ProjectHistory,
  horizon: BaselineHorizon,
  now: number,
  from: number | undefined,
): BaselinesReport {
  const { snapshots, interval } = history;
  const references = [...snapshots[horizon].keys()];
  const newest = references.at(-1);
  return {
    snapshots: references.filter((each) => each >= interval.start && each < interval.end).length,
    newest: newest === undefined ? null : iso(newest),
    ageDays: newest === undefined ? null : Math.floor((now - newest) / dayMilliseconds),
    missing: missingBaselines(history, horizon, { now, from }).map(iso),
    stale: staleBaselines(history, horizon).map(iso),
  };
}

function coverageByDay(history: ProjectHistory): readonly DayCoverage[] {
  const { start, end } = history.interval;
  const recorded = countByDay(recordedSlices(history), history);
  const deltas = countByDay(history.deltaCommits.keys(), history);
  const fgA = countByDay(history.fgACommits.keys(), history);
  const pairCounts = countByDay(history.pairCountsCommits.keys(), history);
  const days: DayCoverage[] = [];
  for (let day = dayOf(start); day < end; day += dayMilliseconds) {
    const [from, to] = [Math.max(day, start), Math.min(day + dayMilliseconds, end)];
    days.push({
      day: iso(day).slice(0, 10),
      slices: Math.ceil((to - from) / sliceMilliseconds),
      recorded: recorded.get(day) ?? 0,
      deltas: deltas.get(day) ?? 0,
      fg_a: fgA.get(day) ?? 0,
      pair_counts: pairCounts.get(day) ?? 0,
    });
  }
  return days;
}

/** How many of `slices` lie in the range, by their day. */
function countByDay(slices: Iterable<number>, { interval }: ProjectHistory): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const slice of slices) {
    if (slice < interval.start || slice >= interval.end) continue;
    counts.set(dayOf(slice), (counts.get(dayOf(slice)) ?? 0) + 1);
  }
  return counts;
}

const dayOf = (instant: number) => Math.floor(instant / dayMilliseconds) * dayMilliseconds;

function recordedSlices({ batches }: ProjectHistory): ReadonlySet<number> {
  const slices = new Set<number>();
  for (const { start, end } of batches)
    for (let slice = start; slice < end; slice += sliceMilliseconds) slices.add(slice);
  return slices;
}

function gapsOf(history: ProjectHistory): readonly number[] {
  const recorded = recordedSlices(history);
  const starts = [...recorded].filter((slice) => slice >= history.interval.start && slice < history.interval.end);
  // Years of slices are more than a function takes arguments.
  const first = starts.reduce((one, other) => Math.min(one, other), Infinity);
  const last = starts.reduce((one, other) => Math.max(one, other), -Infinity);
  const gaps: number[] = [];
  for (let slice = first; slice < last; slice += sliceMilliseconds) if (!recorded.has(slice)) gaps.push(slice);
  return gaps;
}

function iso(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}
