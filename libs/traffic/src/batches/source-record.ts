import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { NdrError } from '@ndr/core';
import { z } from 'zod';

import { readOptional, replaceFile } from './atomic-file';
import { inParallel } from './in-parallel';
import { ifThere } from '../system-error';

/** What one source (a log file, a generator's options) put into a prefix: how a batch's rows are known without reading it. */
export const sourceRecord = z
  .strictObject({
    digest: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('SHA-256 of the source'),
    format: z.string().describe('How the source was read'),
    time_zone: z.string().describe('Zone of its times, where it names none'),
    bad_lines: z.int().min(0).describe('Lines that could not become rows'),
    rows: z.record(z.string(), z.int().min(1)).describe('Rows, a batch'),
  })
  .meta({ title: 'SourceRecord' });
export type SourceRecord = z.infer<typeof sourceRecord>;

/** Name of a source in a prefix: enough of its digest to tell it from every other. */
export function sourceNameOf(digest: string): string {
  return digest.slice(0, 16);
}

/** File of a source's rows in a batch folder. */
export function sourceFileName(digest: string): string {
  return `${sourceNameOf(digest)}.jsonl.gz`;
}

const folderName = '_sources';

/**
 * Every source of a prefix.
 * @throws NdrError `batch.invalid` for a file that is no source record.
 */
export async function readSourceRecords(prefix: string): Promise<SourceRecord[]> {
  const names = (await ifThere(readdir(join(prefix, folderName)))) ?? [];
  const records = await inParallel(names.filter((name) => name.endsWith('.json')).sort(), async (name) => {
    const file = join(prefix, folderName, name);
    const text = await readOptional(file);
    return text === undefined ? [] : [parseRecord(file, text)];
  });
  return records.flat();
}

/** Puts a source's record into a prefix. */
export async function writeSourceRecord(prefix: string, record: SourceRecord, staging: string): Promise<void> {
  const file = join(prefix, folderName, `${sourceNameOf(record.digest)}.json`);
  const text = `${JSON.stringify(record)}\n`;
  if ((await readOptional(file)) !== text) await replaceFile(file, text, staging);
}

function parseRecord(file: string, text: string): SourceRecord {
  try {
    return sourceRecord.parse(JSON.parse(text));
  } catch (error) {
    throw new NdrError({
      code: 'batch.invalid',
      place: file,
      cause: error instanceof z.ZodError ? z.prettifyError(error) : 'it is no JSON',
      remedy: 'Delete it and ingest the source again.',
    });
  }
}
