import { sliceMilliseconds } from '@ndr/core';

/** Traffic of each hour of a working day in UTC, in parts of the busiest: machines at night, people by day. */
const workingDay = [
  0.12, 0.1, 0.1, 0.1, 0.11, 0.14, 0.25, 0.5, 0.8, 0.95, 1, 0.95, 0.75, 0.9, 0.98, 0.92, 0.8, 0.6, 0.4, 0.3, 0.25, 0.2,
  0.16, 0.14,
];
const weekend = 0.3;

/** How busy the office is in the slice that begins at `start` (milliseconds): the busiest is 1. */
export function busyness(start: number): number {
  const date = new Date(start);
  const hour = date.getUTCHours() + date.getUTCMinutes() / 60;
  const now = workingDay[Math.floor(hour)] ?? 0;
  const next = workingDay[(Math.floor(hour) + 1) % 24] ?? 0;
  const ofDay = now + (hour % 1) * (next - now);
  const day = date.getUTCDay();
  return day === 0 || day === 6 ? Math.max(0.1, weekend * ofDay) : ofDay;
}

/** Shares `total` flows out to slices as the office's rhythm has it: whole numbers, whose sum is exactly `total`. */
export function flowsOfSlices(start: number, slices: number, total: number): number[] {
  const weights = Array.from({ length: slices }, (_, slice) => busyness(start + slice * sliceMilliseconds));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  let weighed = 0;
  let given = 0;
  return weights.map((weight, slice) => {
    weighed += weight;
    const until = slice === slices - 1 ? total : Math.floor((total * weighed) / sum);
    const flows = until - given;
    given = until;
    return flows;
  });
}
