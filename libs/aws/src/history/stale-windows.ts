import { sliceMilliseconds } from '@ndr/core';
import type { CommitRecord } from '@ndr/pipelines';
import type { ProjectHistory } from './project-history';
import { baselineInterval } from './project-history';
import { isoSeconds } from './times';

/** Starts of the slices that a window of `length` slices holds whose last slice starts at `last`. */
function windowBefore(last: number, length: number): readonly number[] {
  return Array.from({ length }, (_, index) => last - index * sliceMilliseconds);
}

/** Whether the Delta runs that FG-A read for the windows of a slice are others now. */
export function isStale(
  last: number,
  { inputs }: Pick<CommitRecord, 'inputs'>,
  deltas: ReadonlyMap<number, Pick<CommitRecord, 'run_id'>>,
  longest: number,
): boolean {
  return windowBefore(last, longest).some((start) => inputs[isoSeconds(start)] !== deltas.get(start)?.run_id);
}

/** Slices of the history's range that Delta committed and FG-A did not. */
export function unmadeWindows({ fgA, deltas, interval }: ProjectHistory): readonly number[] {
  return [...deltas.keys()].filter((slice) => slice >= interval.start && slice < interval.end && !fgA.has(slice));
}

/** Slices of the history's range whose windows are stale, in order. */
export function staleWindows({ fgA, deltas, set }: ProjectHistory): readonly number[] {
  const longest = Math.max(...set.windows);
  return [...fgA].flatMap(([last, record]) =>
    deltas.has(last) && isStale(last, record, deltas, longest) ? [last] : [],
  );
}

/**
 * Slices of the history's range whose windows would find another 30d baseline for their novelty now, or one that
 * counted other pairs, in order.
 */
export function staleNovelty(history: ProjectHistory): readonly number[] {
  const { fgA, fgACommits, set, snapshots } = history;
  const references = [...snapshots['30d'].keys()];
  const pairsChanged = pairsChangedOf(history);
  return [...fgA].flatMap(([last, { novelty_baselines: read }]) => {
    const chosen = new Set(
      set.windows.flatMap((length) => newest(references, last - (length - 1) * sliceMilliseconds)),
    );
    const modified = fgACommits.get(last)?.modified.getTime() ?? Infinity;
    const isSame = chosen.size === read.length && read.every((reference) => chosen.has(Date.parse(reference)));
    return isSame && [...chosen].every((reference) => pairsChanged(reference) <= modified) ? [] : [last];
  });
}

/** The newest reference time at or before `start`. */
function newest(references: readonly number[], start: number): readonly number[] {
  const found = references.findLast((reference) => reference <= start);
  return found === undefined ? [] : [found];
}

/** When pairs that a 30d baseline counts changed last. */
function pairsChangedOf({ set, pairCountsCommits }: ProjectHistory): (reference: number) => number {
  const known = new Map<number, number>();
  return (reference) => {
    const { start, end } = baselineInterval(set, '30d', reference);
    const changed =
      known.get(reference) ??
      [...pairCountsCommits].reduce(
        (latest, [slice, { modified }]) =>
          slice >= start && slice < end ? Math.max(latest, modified.getTime()) : latest,
        -Infinity,
      );
    known.set(reference, changed);
    return changed;
  };
}
