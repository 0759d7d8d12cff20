import { NdrError, sliceMilliseconds } from '@ndr/core';
import { commitRecord, type CommitRecord } from '@ndr/pipelines';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dayMilliseconds } from './days';

/** A half-open interval of instants, in milliseconds since 1970. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** A committed slice: its start in milliseconds, and the file of its commit record. */
interface SliceRecordFile {
  readonly start: number;
  readonly file: string;
}

/** Commit records of the slices of a dataset that start in `interval`, in order of time; all without one. */
export async function readSliceRecords(prefix: string, interval?: Interval): Promise<readonly CommitRecord[]> {
  const records: (CommitRecord | undefined)[] = [];
  // Day after day: a year has more records than a process may have files open.
  for (const day of await daysWithRecords(prefix, interval)) {
    const wanted = (await recordFilesOf(prefix, day)).filter(({ start }) => isInside(start, interval));
    records.push(...(await Promise.all(wanted.map(({ file }) => readRecord(file)))));
  }
  return records.filter((record) => record !== undefined);
}

/** Starts of the committed slices of a dataset in milliseconds, in order; by the names of records alone. */
export async function committedSlices(prefix: string): Promise<readonly number[]> {
  const days = await daysWithRecords(prefix);
  const files = await Promise.all(days.map((day) => recordFilesOf(prefix, day)));
  return files.flat().map(({ start }) => start);
}

/** From the start of the first committed slice of a dataset to the end of the last; undefined without any. */
export async function committedExtent(prefix: string): Promise<Interval | undefined> {
  const slices = await committedSlices(prefix);
  const [first, last] = [slices[0], slices.at(-1)];
  return first === undefined || last === undefined ? undefined : { start: first, end: last + sliceMilliseconds };
}

/**
 * The commit record in `file`; undefined when there is none.
 * @throws NdrError `findings.unreadable` when it is not a commit record
 */
export async function readRecord(file: string): Promise<CommitRecord | undefined> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unreadable(file, String(error));
  });
  if (text === undefined) return undefined;
  const parsed = commitRecord.safeParse(jsonIn(file, text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unreadable(file, `it is not a commit record: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

/** Names in a folder; none when the folder is not there. */
export async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw unreadable(folder, String(error));
  });
}

function unreadable(place: string, cause: string): NdrError {
  const remedy = 'Check the rights of the file, or run the job that writes it again: it replaces its records.';
  return new NdrError({ code: 'findings.unreadable', place, cause, remedy });
}

function jsonIn(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(file, `it is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Days of UTC, `2024-05-13`, that have commit records and share something with `interval`, in order. */
async function daysWithRecords(prefix: string, interval?: Interval): Promise<readonly string[]> {
  const names = await namesIn(join(prefix, '_commits'));
  const days = names.flatMap((name) => (name.startsWith('dt=') ? [name.slice(3)] : []));
  return days.filter((day) => mayHold(day, interval)).sort();
}

/** The records of a day, in order of time. */
async function recordFilesOf(prefix: string, day: string): Promise<readonly SliceRecordFile[]> {
  const folder = join(prefix, '_commits', `dt=${day}`);
  return (await namesIn(folder)).sort().flatMap((name) => {
    const [, hour, minute] = /^(\d\d)(\d\d)\.json$/.exec(name) ?? [];
    if (hour === undefined || minute === undefined) return [];
    return [{ start: Date.parse(`${day}T${hour}:${minute}:00Z`), file: join(folder, name) }];
  });
}

function mayHold(day: string, interval: Interval | undefined): boolean {
  const start = Date.parse(`${day}T00:00:00Z`);
  return !interval || (start < interval.end && start + dayMilliseconds > interval.start);
}

function isInside(instant: number, interval: Interval | undefined): boolean {
  return !interval || (instant >= interval.start && instant < interval.end);
}
