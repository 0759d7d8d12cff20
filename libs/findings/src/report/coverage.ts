import { sliceMilliseconds } from '@ndr/core';
import { committedSlices, type Interval } from '../tables/commit-records';
import { dayMilliseconds } from '../tables/days';
import type { ProjectTables } from '../tables/project-tables';

/** How far a slice has come: in every dataset of the 15m pipeline, in some, or in none. */
export type SliceState = 'complete' | 'partial' | 'missing';

/** Quarter hours of a day one after the other that are in the same state. */
export interface CoverageSpan {
  readonly state: SliceState;
  /** Numbers of the first quarter hour of the day, and of the one behind the last: 0 to 96. */
  readonly first: number;
  readonly end: number;
}

/** What is committed of a day of UTC. */
export interface DayCoverage {
  readonly day: string;
  readonly complete: number;
  readonly partial: number;
  readonly missing: number;
  readonly spans: readonly CoverageSpan[];
}

/** Days that a page shows, the newest. */
const mostDays = 62;
/** Slices of a day of UTC. */
export const slicesADay = dayMilliseconds / sliceMilliseconds;

/** What is committed of each day, from the first slice to the end of `judged`. */
export async function coverageOf(tables: ProjectTables, judged: Interval): Promise<readonly DayCoverage[]> {
  const datasets = await Promise.all([tables.deltas, tables.fgA, tables.pairCounts].map(committedSlices));
  const committed = datasets.map((slices) => new Set(slices));
  const first = Math.min(judged.start, ...datasets.map((slices) => slices[0] ?? Infinity));
  const days: DayCoverage[] = [];
  for (let day = Math.floor((judged.end - 1) / dayMilliseconds); day >= Math.floor(first / dayMilliseconds); day--) {
    if (days.length === mostDays) break;
    days.push(dayCoverage(day * dayMilliseconds, committed));
  }
  return days.reverse();
}

function dayCoverage(start: number, committed: readonly ReadonlySet<number>[]): DayCoverage {
  const states = Array.from({ length: slicesADay }, (_, slice) =>
    stateOf(start + slice * sliceMilliseconds, committed),
  );
  const count = (state: SliceState) => states.filter((each) => each === state).length;
  return {
    day: new Date(start).toISOString().slice(0, 10),
    complete: count('complete'),
    partial: count('partial'),
    missing: count('missing'),
    spans: spansOf(states),
  };
}

function stateOf(slice: number, committed: readonly ReadonlySet<number>[]): SliceState {
  const present = committed.filter((slices) => slices.has(slice)).length;
  if (present === committed.length) return 'complete';
  return present === 0 ? 'missing' : 'partial';
}

function spansOf(states: readonly SliceState[]): readonly CoverageSpan[] {
  const starts = states.flatMap((state, index) => (index === 0 || states[index - 1] !== state ? [index] : []));
  return starts.map((first, index) => ({
    state: states[first] ?? 'missing',
    first,
    end: starts[index + 1] ?? states.length,
  }));
}
