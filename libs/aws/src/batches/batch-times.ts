import { isOnGrid, NdrError } from '@ndr/core';

/** How the name of a folder says what the folder covers. */
export interface BatchPattern {
  /** Matches names of batch folders; its group `start` holds the start, and `end`, where it has one, the end. */
  readonly expression: RegExp;
  /** Length of a batch whose name says no end. */
  readonly minutes: number;
}

/** The interval that a batch covers, in milliseconds since the epoch. */
export interface BatchTimes {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a pattern.
 * @throws NdrError `usage` when it is no regular expression, or has no group `start`
 */
export function batchPattern(source: string, minutes: number): BatchPattern {
  const expression = compiled(source);
  if (!source.includes('(?<start>')) throw badPattern(source, 'it has no group (?<start>…)');
  return { expression, minutes };
}

/**
 * What the folder `name` covers; undefined when the pattern does not match it.
 * @throws NdrError `batch.invalid` when its times are none, off the grid or reversed
 */
export function batchTimes({ expression, minutes }: BatchPattern, name: string): BatchTimes | undefined {
  const groups = expression.exec(name)?.groups;
  if (groups?.start === undefined) return undefined;
  const start = instantOf(groups.start);
  const end = groups.end === undefined ? start + minutes * 60_000 : instantOf(groups.end);
  const fault = faultOf(start, end);
  if (fault === undefined) return { start, end };
  throw new NdrError({
    code: 'batch.invalid',
    place: `folder ${name}`,
    cause: fault,
    remedy: 'Correct the pattern or --batch-minutes, or rename the folder.',
  });
}

const digits = /^(\d{4})-?(\d{2})-?(\d{2})(?:[T_ -]?(\d{2})[:-]?(\d{2})(?:[:-]?(\d{2}))?)?(?:Z|\+00:?00)?$/;

/** A time as names write it: digits of date and time in UTC with or without signs between, or seconds of the epoch. */
function instantOf(text: string): number {
  if (/^\d{10}$/.test(text)) return Number(text) * 1000;
  const [, year, month, day, hour = '00', minute = '00', second = '00'] = digits.exec(text) ?? [];
  const date = `${String(year)}-${String(month)}-${String(day)}`;
  const instant = Date.parse(`${date}T${hour}:${minute}:${second}Z`);
  // The 30th of February would be read as the 1st of March.
  return isDayOf(instant, date) ? instant : NaN;
}

function isDayOf(instant: number, date: string): boolean {
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(date);
}

function faultOf(start: number, end: number): string | undefined {
  if (Number.isNaN(start) || Number.isNaN(end)) return 'its name holds no time such as 20240419T0015Z';
  if (!isOnGrid(new Date(start)) || !isOnGrid(new Date(end))) {
    return `it covers ${new Date(start).toISOString()} to ${new Date(end).toISOString()}, off the quarter hours of UTC`;
  }
  return start < end ? undefined : 'it would end before it starts';
}

function compiled(source: string): RegExp {
  try {
    return new RegExp(`^(?:${source})$`);
  } catch (error) {
    throw badPattern(source, (error as Error).message);
  }
}

function badPattern(source: string, cause: string): NdrError {
  const remedy = "Write one such as '(?<start>\\d{8}T\\d{4}Z)', matched against the whole name of a folder.";
  return new NdrError({ code: 'usage', place: `--pattern ${source}`, cause, remedy });
}
