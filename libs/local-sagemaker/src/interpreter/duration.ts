import { parseDuration } from '@ndr/core';

/** The earliest instant that a Date can be. */
const earliestMs = -8.64e15;

/**
 * The instant that lies a duration such as `P30D` or `P1M` before `instant`, by the calendar in UTC; undefined when
 * `duration` is none. Of one that reaches beyond what a Date can be, the earliest instant.
 */
export function before(instant: Date, duration: string): Date | undefined {
  const parsed = parseDuration(duration);
  if (!parsed) return undefined;
  const { years, months, weeks, days, hours, minutes, seconds } = parsed;
  const found = new Date(instant);
  const day = found.getUTCDate();
  found.setUTCDate(1);
  found.setUTCFullYear(found.getUTCFullYear() - years, found.getUTCMonth() - months);
  found.setUTCDate(Math.min(day, daysOfMonth(found)) - weeks * 7 - days);
  found.setTime(found.getTime() - ((hours * 60 + minutes) * 60 + seconds) * 1000);
  return Number.isNaN(found.getTime()) ? new Date(earliestMs) : found;
}

function daysOfMonth(instant: Date): number {
  return new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth() + 1, 0)).getUTCDate();
}
