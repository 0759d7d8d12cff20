import { sliceMilliseconds } from '@ndr/core';

const hour = 3_600_000;
const day = 24 * hour;

/** A moment as the office's clocks show it. */
export interface LocalDay {
  /** Days between 1970 and this one, by the calendar on the wall. */
  readonly day: number;
  /** Hours since midnight by the clock on the wall, with a fraction. */
  readonly hour: number;
  readonly isWeekend: boolean;
}

/** `instant` (milliseconds), where the clocks are `offset` milliseconds ahead of UTC. */
export function localDay(instant: number, offset: number): LocalDay {
  const local = instant + offset;
  const number = Math.floor(local / day);
  // The first of January 1970 was a Thursday.
  const weekday = (number + 4) % 7;
  return { day: number, hour: (local - number * day) / hour, isWeekend: weekday === 0 || weekday === 6 };
}

/** Who sets the pace of an activity. */
export type Pace = 'people' | 'machines' | 'nightly';

/** People's work of each hour of a working day, in parts of the busiest. */
const workingDay = [
  0.05, 0.04, 0.03, 0.03, 0.04, 0.07, 0.2, 0.5, 0.8, 0.95, 1, 0.95, 0.75, 0.9, 0.98, 0.92, 0.8, 0.6, 0.4, 0.3, 0.22,
  0.16, 0.1, 0.07,
];
const weekend = 0.12;
/** Backups and scans run from the late evening to the early morning. */
const night = [
  1, 1, 1, 1, 0.6, 0.2, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.1, 0.2,
  0.6, 1,
];

/** How busy an activity is at a moment: the busiest is 1. */
export function busyness(pace: Pace, { hour, isWeekend }: LocalDay): number {
  if (pace === 'machines') return 1;
  if (pace === 'nightly') return ofDay(night, hour);
  return ofDay(workingDay, hour) * (isWeekend ? weekend : 1);
}

function ofDay(curve: readonly number[], time: number): number {
  const whole = Math.floor(time);
  const now = curve[whole] ?? 0;
  const next = curve[(whole + 1) % 24] ?? 0;
  return now + (time - whole) * (next - now);
}

/** Shares `total` flows out to slices by their weights: whole numbers, whose sum is exactly `total`. */
export function sharedOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  let weighed = 0;
  let given = 0;
  return weights.map((weight, slice) => {
    weighed += weight;
    const until = slice === weights.length - 1 ? total : Math.floor((total * weighed) / sum);
    const flows = until - given;
    given = until;
    return flows;
  });
}

/** Starts of the slices of a period, in milliseconds. */
export function sliceStarts(start: number, slices: number): number[] {
  return Array.from({ length: slices }, (_, slice) => start + slice * sliceMilliseconds);
}
