import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { BatchRecord } from '@ndr/pipelines';

import { batchIdOf, batchStartOf, gridInstant } from './batch-grid';
import { readBatchRecords, writeBatchRecord, type RecordedBatch } from './batch-records';
import { extentOf, type PublishOptions } from './extent';
import { inParallel } from './in-parallel';
import { readSourceRecords, sourceFileName, type SourceRecord } from './source-record';
import { ifThere } from '../system-error';

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

/** Records the batches until what was counted is what is there: another process may add a source at the same time. */
export async function recordBatches(
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
  const starts = new Set([...touched].map(batchStartOf));
  if (gaps === 'fill') {
    const taken = [...recorded.values()].sort((left, right) => left.start - right.start);
    const { first, last } = extentOf(recorded, touched, grid);
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
