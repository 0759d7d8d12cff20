import { refuse, type Problem } from '@ndr/core';
import { batchRecord, type BatchRecord } from '@ndr/pipelines';
import type { ActionContext } from './deployment';
import { withCodedFailures } from '../account/aws-failure';
import { batchTimes, type BatchPattern } from '../batches/batch-times';
import { batchFolders, batchRecords, putBatchRecord } from '../batches/stored-batches';
import { isoSeconds } from '../history/times';
import { inParallel } from '../in-parallel';

/** What became of the folders of a prefix. */
export interface RecordedBatches {
  /** Ids of batches that were not recorded before, or with other times. */
  readonly written: readonly string[];
  /** Ids of those that were recorded already. */
  readonly kept: readonly string[];
  /** Folders that the pattern does not match. */
  readonly skipped: readonly string[];
}

const requestsAtOnce = 16;

/**
 * Writes batch records for folders that something else wrote, their times from their names. The folders must be
 * complete. Repeated, it writes those of new folders alone.
 * @throws NdrError `batch.invalid` with every folder whose times are wrong or overlap; nothing is written then
 */
export async function recordBatches(
  { clients, reporter }: ActionContext,
  prefix: string,
  pattern: BatchPattern,
): Promise<RecordedBatches> {
  const store = { client: clients.s3, prefix };
  return withCodedFailures(async () => {
    const [folders, recorded] = await Promise.all([batchFolders(store), batchRecords(store)]);
    const problems: Problem[] = [];
    const found = folders.map((folder) => ({ folder, record: recordOf(folder, pattern, problems) }));
    const records = found.flatMap(({ record }) => (record ? [record] : []));
    const wanted = new Map([...recorded, ...records.map((record) => [record.mini_batch_id, record] as const)]);
    refuse([...problems, ...overlaps([...wanted.values()])]);
    const due = records.filter((record) => !isSame(record, recorded.get(record.mini_batch_id)));
    let done = 0;
    await inParallel(due, requestsAtOnce, async (record) => {
      await putBatchRecord(store, record);
      done += 1;
      reporter({ type: 'progress', stage: 'Recording batches', done, total: due.length, unit: 'batches' });
    });
    const written = new Set(due.map(({ mini_batch_id }) => mini_batch_id));
    return {
      written: [...written],
      kept: records.map(({ mini_batch_id }) => mini_batch_id).filter((id) => !written.has(id)),
      skipped: found.filter(({ record }) => record === null).map(({ folder }) => folder),
    };
  });
}

/** The record of a folder; null when the pattern does not match, undefined when something is wrong with it. */
function recordOf(folder: string, pattern: BatchPattern, problems: Problem[]): BatchRecord | null | undefined {
  try {
    const times = batchTimes(pattern, folder);
    if (!times) return null;
    const bounds = { batch_start: isoSeconds(times.start), batch_end: isoSeconds(times.end) };
    return batchRecord.parse({ mini_batch_id: folder, ...bounds, rows: null });
  } catch (error) {
    problems.push(problemOf(folder, error));
    return undefined;
  }
}

function problemOf(folder: string, error: unknown): Problem {
  if (error instanceof Error && 'remedy' in error) return error as unknown as Problem;
  return {
    code: 'batch.invalid',
    place: `folder ${folder}`,
    cause:
      'its name may not be the id of a batch: letters, digits, dots, hyphens, underscores, at most 128, not RANGE or none',
    remedy: 'Rename the folder, or let the pattern leave it out.',
  };
}

/** Batches that overlap the one before them. */
function overlaps(records: readonly BatchRecord[]): Problem[] {
  const inOrder = [...records].sort((a, b) => Date.parse(a.batch_start) - Date.parse(b.batch_start));
  return inOrder.flatMap((record, index): Problem[] => {
    const before = inOrder[index - 1];
    if (!before || Date.parse(before.batch_end) <= Date.parse(record.batch_start)) return [];
    return [
      {
        code: 'batch.invalid',
        place: `batch ${record.mini_batch_id}`,
        cause: `it starts at ${record.batch_start}, and ${before.mini_batch_id} ends at ${before.batch_end}`,
        remedy: 'Correct the pattern or --batch-minutes, or remove one of the two.',
      },
    ];
  });
}

function isSame(one: BatchRecord, other: BatchRecord | undefined): boolean {
  return one.batch_start === other?.batch_start && one.batch_end === other.batch_end;
}
