import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { NdrError, sliceIdOf } from '@ndr/core';
import type { BatchRecord } from '@ndr/pipelines';

import { ifThere, moveUnlessSame } from './atomic-file';
import { batchIdOf, gridInstant, type BatchGrid } from './batch-grid';
import { readBatchRecords, writeBatchRecord, type RecordedBatch } from './batch-records';
import { inParallel } from './in-parallel';
import { notWritten } from './not-written';
import { readSourceRecords, sourceFileName, sourceNameOf, writeSourceRecord, type SourceRecord } from './source-record';

/** A source whose rows are complete in a staging folder, a file a batch, `<batch id>.jsonl.gz`. */
export interface StagedSource {
  readonly record: SourceRecord;
  readonly folder: string;
  /** File of the lines that were kept aside, when there are any. */
  readonly badLinesFile: string | undefined;
}

export interface PublishOptions {
  readonly prefix: string;
  readonly grid: BatchGrid;
  /** What a stretch without rows gets: records of empty batches, or none. */
  readonly gaps: 'fill' | 'missing';
  readonly staging: string;
}

export interface Published {
  /** Batches that have other rows now, or were not recorded before, in order. */
  readonly changed: readonly string[];
  /** Those of them that were recorded before: runs that read them have to run again. */
  readonly changedBefore: readonly string[];
  /** Batches that the prefix records now. */
  readonly recorded: number;
  /** Start of the first batch that the prefix records, and end of the last, in ISO 8601. */
  readonly start: string;
  readonly end: string;
  /** Start of the first of the published sources' batches, and end of the last, in ISO 8601. */
  readonly sourcesStart: string;
  readonly sourcesEnd: string;
}

/** More empty batches between two rows than this are a wrong time in the log, not a quiet network: three years of slices. */
const mostBatches = 105_000;

/**
 * Moves staged sources into a prefix and records their batches. A reader sees a batch's record only when its folder is
 * complete; a publication that was interrupted is completed by the next one of the same sources.
 * @throws NdrError `batch.invalid`, before anything is changed, when a batch overlaps a recorded one of other bounds.
 */
export async function publish(sources: readonly StagedSource[], options: PublishOptions): Promise<Published> {
  const before = await readBatchRecords(options.prefix);
  const former = await readSourceRecords(options.prefix);
  const digests = new Set(sources.map(({ record }) => record.digest));
  const stale = former.filter(({ digest }) => digests.has(digest));
  const touched = new Set([...sources.map(({ record }) => record), ...stale].flatMap(({ rows }) => Object.keys(rows)));
  refuseOverlaps(before, touched, options);
  refuseEndlessGaps(before, touched, options);
  try {
    const moved = await moveIntoPlace(sources, stale, options);
    return await recordBatches(before, touched, moved, options);
  } catch (error) {
    throw notWritten(options.prefix, error);
  }
}

/** @returns the batches whose files changed. */
async function moveIntoPlace(
  sources: readonly StagedSource[],
  former: readonly SourceRecord[],
  { prefix, staging }: PublishOptions,
): Promise<Set<string>> {
  const changed = new Set<string>();
  for (const { record, folder, badLinesFile } of sources) {
    const file = sourceFileName(record.digest);
    await inParallel(Object.keys(record.rows), async (batch) => {
      if (await moveUnlessSame(join(folder, `${batch}.jsonl.gz`), join(prefix, batch, file))) changed.add(batch);
    });
    // Batches that the source filled when it was read otherwise, with another time zone.
    const left = former.filter(({ digest }) => digest === record.digest).flatMap(({ rows }) => Object.keys(rows));
    for (const batch of left.filter((each) => !(each in record.rows))) {
      await rm(join(prefix, batch, file), { force: true });
      changed.add(batch);
    }
    const aside = badLinesPath(prefix, record.digest);
    if (badLinesFile === undefined) await rm(aside, { force: true });
    else await moveUnlessSame(badLinesFile, aside);
    await writeSourceRecord(prefix, record, staging);
  }
  return changed;
}

/** Records the batches until what was counted is what is there: another process may add a source at the same time. */
async function recordBatches(
  before: ReadonlyMap<string, RecordedBatch>,
  touched: ReadonlySet<string>,
  moved: ReadonlySet<string>,
  options: PublishOptions,
): Promise<Published> {
  const changed = new Set(moved);
  let recorded = before;
  for (let sources = await readSourceRecords(options.prefix), counted = ''; ;) {
    counted = JSON.stringify(sources);
    recorded = await readBatchRecords(options.prefix);
    const due = [...batchesToRecord(recorded, touched, options)];
    const written = await inParallel(due, async ([batchId, bounds]) => {
      const rows = await rowsOf(options.prefix, batchId, sources);
      const known = recorded.get(batchId);
      if (known?.record.rows === rows) return known;
      const record: BatchRecord = { mini_batch_id: batchId, ...bounds, rows };
      await writeBatchRecord(options.prefix, record, options.staging);
      changed.add(batchId);
      return { record, start: Date.parse(bounds.batch_start), end: Date.parse(bounds.batch_end) };
    });
    recorded = new Map([...recorded, ...written.map((batch) => [batch.record.mini_batch_id, batch] as const)]);
    sources = await readSourceRecords(options.prefix);
    if (JSON.stringify(sources) === counted) break;
  }
  const changedInOrder = [...changed].sort();
  const all = boundsOf([...recorded.values()]);
  const own = boundsOf([...recorded.values()].filter(({ record }) => touched.has(record.mini_batch_id)));
  return {
    changed: changedInOrder,
    changedBefore: changedInOrder.filter((batchId) => before.has(batchId)),
    recorded: recorded.size,
    start: all.start,
    end: all.end,
    sourcesStart: own.start,
    sourcesEnd: own.end,
  };
}

function boundsOf(batches: readonly RecordedBatch[]): { start: string; end: string } {
  const start = batches.reduce((first, batch) => Math.min(first, batch.start), Infinity);
  const end = batches.reduce((last, batch) => Math.max(last, batch.end), -Infinity);
  return { start: gridInstant(new Date(start)), end: gridInstant(new Date(end)) };
}

/** Batches to record, with their bounds: those with rows and, when gaps are filled, those between. */
function batchesToRecord(
  recorded: ReadonlyMap<string, RecordedBatch>,
  touched: ReadonlySet<string>,
  { grid, gaps }: PublishOptions,
): Map<string, Pick<BatchRecord, 'batch_start' | 'batch_end'>> {
  const starts = new Set([...touched].map(startOfBatch));
  if (gaps === 'fill') {
    const taken = [...recorded.values()].sort((left, right) => left.start - right.start);
    const { first, last } = extent(recorded, touched, grid);
    let next = 0;
    for (let start = first; start < last; start += grid.milliseconds) {
      while ((taken[next]?.end ?? Infinity) <= start) next += 1;
      if ((taken[next]?.start ?? Infinity) >= start + grid.milliseconds) starts.add(start);
    }
  }
  return new Map(
    [...starts].map((start) => [
      batchIdOf(grid, start / grid.milliseconds),
      { batch_start: gridInstant(new Date(start)), batch_end: gridInstant(new Date(start + grid.milliseconds)) },
    ]),
  );
}

/** From the first batch of the prefix to the end of the last, on the grid, in milliseconds. */
function extent(
  recorded: ReadonlyMap<string, RecordedBatch>,
  touched: ReadonlySet<string>,
  grid: BatchGrid,
): { first: number; last: number } {
  let first = Infinity;
  let last = -Infinity;
  for (const { start, end } of recorded.values()) {
    first = Math.min(first, start);
    last = Math.max(last, end);
  }
  for (const start of [...touched].map(startOfBatch)) {
    first = Math.min(first, start);
    last = Math.max(last, start + grid.milliseconds);
  }
  return { first: Math.ceil(first / grid.milliseconds) * grid.milliseconds, last };
}

/** Where a prefix keeps the bad lines of a source. */
export function badLinesPath(prefix: string, digest: string): string {
  return join(prefix, '_bad_lines', `${sourceNameOf(digest)}.jsonl`);
}

/** Rows of a batch folder; null when it holds files that no source record counts. */
async function rowsOf(prefix: string, batchId: string, sources: readonly SourceRecord[]): Promise<number | null> {
  const files = ((await ifThere(readdir(join(prefix, batchId)))) ?? []).filter((name) => !/^[._]/.test(name));
  let rows = 0;
  for (const file of files) {
    const counted = sources.find(({ digest }) => sourceFileName(digest) === file)?.rows[batchId];
    if (counted === undefined) return null;
    rows += counted;
  }
  return rows;
}

function startOfBatch(batchId: string): number {
  const [, day = '', hour = '', minute = ''] = /^(\d{8})T(\d{2})(\d{2})Z$/.exec(batchId) ?? [];
  return Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T${hour}:${minute}:00Z`);
}

function refuseOverlaps(
  recorded: ReadonlyMap<string, RecordedBatch>,
  touched: ReadonlySet<string>,
  { prefix, grid }: PublishOptions,
): void {
  for (const { record, start, end } of recorded.values()) {
    const isOfGrid = end - start === grid.milliseconds && record.mini_batch_id === sliceIdOf(new Date(start));
    if (isOfGrid && start % grid.milliseconds === 0) continue;
    const overlapping = [...touched].find((batchId) => {
      const begin = startOfBatch(batchId);
      return begin < end && start < begin + grid.milliseconds;
    });
    if (overlapping === undefined) continue;
    throw new NdrError({
      code: 'batch.invalid',
      place: `${prefix}/_batches/${record.mini_batch_id}.json`,
      cause: `the batch covers ${record.batch_start} to ${record.batch_end}, which the new batch ${overlapping} would overlap`,
      remedy: 'Use the batch length of the prefix, or another prefix.',
    });
  }
}

function refuseEndlessGaps(
  recorded: ReadonlyMap<string, RecordedBatch>,
  touched: ReadonlySet<string>,
  { prefix, grid, gaps }: PublishOptions,
): void {
  const { first, last } = extent(recorded, touched, grid);
  if (gaps === 'missing' || (last - first) / grid.milliseconds <= mostBatches) return;
  throw new NdrError({
    code: 'batch.invalid',
    place: prefix,
    cause: `its batches would reach from ${gridInstant(new Date(first))} to ${gridInstant(new Date(last))}`,
    remedy: 'Take the lines with wrong times out of the log, or leave gaps without records: --gaps missing.',
  });
}
