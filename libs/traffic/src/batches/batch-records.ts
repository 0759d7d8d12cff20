import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { NdrError } from '@ndr/core';
import { batchRecord, type BatchRecord } from '@ndr/pipelines';
import { z } from 'zod';

import { readOptional, replaceFile } from './atomic-file';
import { inParallel } from './in-parallel';
import { ifThere } from '../system-error';

const folderName = '_batches';

/** A batch record with its bounds as milliseconds since the epoch. */
export interface RecordedBatch {
  readonly record: BatchRecord;
  readonly start: number;
  readonly end: number;
}

/**
 * The batches that a prefix records, by id.
 * @throws NdrError `batch.invalid` for a file that is no batch record.
 */
export async function readBatchRecords(prefix: string): Promise<Map<string, RecordedBatch>> {
  const names = ((await ifThere(readdir(join(prefix, folderName)))) ?? []).filter((name) =>
    /^[^._].*\.json$/.test(name),
  );
  const records = await inParallel(names, async (name) => {
    const file = join(prefix, folderName, name);
    const text = await readOptional(file);
    return text === undefined ? [] : [parseRecord(file, text)];
  });
  const found = records.flat();
  return new Map(
    found.map((record) => [
      record.mini_batch_id,
      { record, start: Date.parse(record.batch_start), end: Date.parse(record.batch_end) },
    ]),
  );
}

/** Puts a batch's record into a prefix, after its folder is complete. */
export async function writeBatchRecord(prefix: string, record: BatchRecord, staging: string): Promise<void> {
  await replaceFile(join(prefix, folderName, `${record.mini_batch_id}.json`), `${JSON.stringify(record)}\n`, staging);
}

function parseRecord(file: string, text: string): BatchRecord {
  try {
    return batchRecord.parse(JSON.parse(text));
  } catch (error) {
    throw new NdrError({
      code: 'batch.invalid',
      place: file,
      cause: error instanceof z.ZodError ? z.prettifyError(error) : 'it is no JSON',
      remedy: 'Correct the record, or delete it.',
    });
  }
}
