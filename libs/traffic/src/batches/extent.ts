import { NdrError, sliceIdOf } from '@ndr/core';

import { batchStartOf, gridInstant, type BatchGrid } from './batch-grid';
import type { RecordedBatch } from './batch-records';

export interface PublishOptions {
  readonly prefix: string;
  readonly grid: BatchGrid;
  /** What a stretch without rows gets: records of empty batches, or none. */
  readonly gaps: 'fill' | 'missing';
  readonly staging: string;
}

/** More empty batches between two rows than this are a wrong time in the log, not a quiet network: three years of slices. */
const mostBatches = 105_000;

/** From the first batch of the prefix to the end of the last, on the grid, in milliseconds. */
export function extentOf(
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
  for (const start of [...touched].map(batchStartOf)) {
    first = Math.min(first, start);
    last = Math.max(last, start + grid.milliseconds);
  }
  return { first: Math.ceil(first / grid.milliseconds) * grid.milliseconds, last };
}

export function refuseOverlaps(
  recorded: ReadonlyMap<string, RecordedBatch>,
  touched: ReadonlySet<string>,
  { prefix, grid }: PublishOptions,
): void {
  for (const { record, start, end } of recorded.values()) {
    const isOfGrid = end - start === grid.milliseconds && record.mini_batch_id === sliceIdOf(new Date(start));
    if (isOfGrid && start % grid.milliseconds === 0) continue;
    const overlapping = [...touched].find((batchId) => {
      const begin = batchStartOf(batchId);
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

export function refuseEndlessGaps(
  recorded: ReadonlyMap<string, RecordedBatch>,
  touched: ReadonlySet<string>,
  { prefix, grid, gaps }: PublishOptions,
): void {
  const { first, last } = extentOf(recorded, touched, grid);
  if (gaps === 'missing' || (last - first) / grid.milliseconds <= mostBatches) return;
  throw new NdrError({
    code: 'batch.invalid',
    place: prefix,
    cause: `its batches would reach from ${gridInstant(new Date(first))} to ${gridInstant(new Date(last))}`,
    remedy: 'Take the lines with wrong times out of the log, or leave gaps without records: --gaps missing.',
  });
}
