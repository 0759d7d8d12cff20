import { backfillStepDays, type BaselineHorizon } from '@ndr/pipelines';
import type { Commits } from './commits';
import { baselineInterval, type ProjectHistory } from './project-history';
import { dayMilliseconds, midnightBefore } from './times';

/**
 * Reference times of a horizon that are due: one a step back from the newest midnight, as far as the newest snapshot
 * that there is; the newest midnight alone while there is none.
 */
export function dueBaselines(
  snapshots: Commits,
  horizon: BaselineHorizon,
  now: number,
  mostDays: number,
): readonly number[] {
  const newest = midnightBefore(now);
  const latest = [...snapshots.keys()].at(-1);
  if (latest === undefined) return [newest];
  const due: number[] = [];
  const step = backfillStepDays[horizon] * dayMilliseconds;
  for (
    let reference = newest;
    reference > latest && newest - reference <= mostDays * dayMilliseconds;
    reference -= step
  ) {
    due.unshift(reference);
  }
  return due;
}

/**
 * Reference times in the history's range that should have a snapshot of a horizon and have none: one a step, counted
 * from the first snapshot that there is, those of the last day left to the schedule.
 * @param from where they begin; with the first snapshot unless given
 */
export function missingBaselines(
  { snapshots, interval }: Pick<ProjectHistory, 'snapshots' | 'interval'>,
  horizon: BaselineHorizon,
  { now, from }: { readonly now: number; readonly from?: number | undefined },
): readonly number[] {
  const committed = snapshots[horizon];
  const end = Math.min(interval.end - 1, now - dayMilliseconds);
  const step = backfillStepDays[horizon] * dayMilliseconds;
  const [first] = committed.keys();
  if (first === undefined && from === undefined) return [];
  // Without any, a step after the beginning at the latest.
  const anchor = first ?? midnightBefore(end);
  const begin = Math.max(interval.start, from ?? anchor) + (first === undefined ? step - dayMilliseconds : 0);
  const wanted: number[] = [];
  for (let reference = anchor - Math.floor((anchor - begin) / step) * step; reference <= end; reference += step) {
    if (reference >= begin && !covered(committed, reference, step)) wanted.push(reference);
  }
  return wanted;
}

/** Whether a snapshot lies within the step that ends with `reference`. */
function covered(committed: Commits, reference: number, step: number): boolean {
  for (let day = reference; day > reference - step; day -= dayMilliseconds) if (committed.has(day)) return true;
  return false;
}

/**
 * Reference times in the history's range whose slices changed since their snapshot was made.
 * @param datasets those that count
 */
export function staleBaselines(
  history: ProjectHistory,
  horizon: BaselineHorizon,
  datasets: readonly ('fgACommits' | 'pairCountsCommits')[] = ['fgACommits', 'pairCountsCommits'],
): readonly number[] {
  return [...history.snapshots[horizon]].flatMap(([reference, { modified }]) => {
    if (reference < history.interval.start || reference >= history.interval.end) return [];
    const { start, end } = baselineInterval(history.set, horizon, reference);
    const changed = datasets.some((dataset) =>
      [...history[dataset]].some(([slice, each]) => slice >= start && slice < end && each.modified > modified),
    );
    return changed ? [reference] : [];
  });
}
