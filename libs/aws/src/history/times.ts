import { sliceMilliseconds } from '@ndr/core';

/** A half-open interval of instants, in milliseconds since 1970. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

export const dayMilliseconds = 24 * 3600_000;

/** `2024-04-19T00:15:00Z`, as records and parameters of pipelines write instants. */
export function isoSeconds(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

/** `2024-04-19`. */
export function isoDay(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

/** The midnight of UTC at or before `instant`. */
export function midnightBefore(instant: number): number {
  return Math.floor(instant / dayMilliseconds) * dayMilliseconds;
}

/** Starts of the slices of an interval. */
export function slicesOf({ start, end }: Interval): readonly number[] {
  const count = Math.max(0, Math.ceil((end - start) / sliceMilliseconds));
  return Array.from({ length: count }, (_, index) => start + index * sliceMilliseconds);
}

/** Midnights of the days that share something with an interval. */
export function daysOf({ start, end }: Interval): readonly number[] {
  const first = midnightBefore(start);
  const count = Math.max(0, Math.ceil((end - first) / dayMilliseconds));
  return Array.from({ length: count }, (_, index) => first + index * dayMilliseconds);
}
