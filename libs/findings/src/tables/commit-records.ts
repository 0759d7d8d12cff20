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

const recordsFolder = '_commits';

function isRecordName(name: string): boolean {
  return /^\d{4}\.json$/.test(name);
}

/** Commit records of the slices of a dataset that start in `interval`, in order of time; all without one. */
export async function readSliceRecords(prefix: string, interval?: Interval): Promise<readonly CommitRecord[]> {
  const root = join(prefix, recordsFolder);
  const days = (await namesIn(root)).filter((name) => name.startsWith('dt=') && mayHold(name.slice(3), interval));
  const ofDays = await Promise.all(
    days.sort().map(async (day) => {
      const names = (await namesIn(join(root, day))).filter(isRecordName).sort();
      const wanted = names.filter((name) => isInside(instantOf(day.slice(3), name), interval));
      return Promise.all(wanted.map((name) => readRecord(join(root, day, name))));
    }),
  );
  return ofDays.flat().filter((record) => record !== undefined);
}

/** Starts of the committed slices of a dataset in milliseconds, in order; by the names of records alone. */
export async function committedSlices(prefix: string): Promise<readonly number[]> {
  const root = join(prefix, recordsFolder);
  const days = (await namesIn(root)).filter((name) => name.startsWith('dt=')).sort();
  const slices = await Promise.all(
    days.map(async (day) => {
      const names = (await namesIn(join(root, day))).filter(isRecordName).sort();
      return names.map((name) => instantOf(day.slice(3), name));
    }),
  );
  return slices.flat();
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
  const parsed = commitRecord.safeParse(asJson(text));
  if (parsed.success) return parsed.data;
  throw unreadable(file, `it is not a commit record: ${parsed.error.issues[0]?.message ?? 'it is not JSON'}`);
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

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function mayHold(day: string, interval: Interval | undefined): boolean {
  const start = Date.parse(`${day}T00:00:00Z`);
  return !interval || (start < interval.end && start + dayMilliseconds > interval.start);
}

function instantOf(day: string, name: string): number {
  return Date.parse(`${day}T${name.slice(0, 2)}:${name.slice(2, 4)}:00Z`);
}

function isInside(instant: number, interval: Interval | undefined): boolean {
  return !interval || (instant >= interval.start && instant < interval.end);
}
