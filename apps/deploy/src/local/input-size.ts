import type { JobSpec, ParameterValues } from '@ndr/core';
import { batchRecord, integration, rangeMiniBatchId, windowSlices } from '@ndr/pipelines';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { folderOfUri } from './folder-of-uri';

/**
 * Bytes of a job's inputs below which it ends sooner when Java starts fast than when it compiles well; of the same flows,
 * JSON Lines are larger than Parquet.
 */
const shortRunBytes = { jsonl: 32 * 2 ** 20, others: 12 * 2 ** 20 } as const;

const dayMilliseconds = 24 * 60 * 60_000;
const historyMilliseconds = Math.max(...Object.values(windowSlices)) * 15 * 60_000;

/**
 * How Java should run a job of a batch, a range or a baseline: by the size of what it reads. That is the batches of
 * integration; of other datasets the days of the batch and of the windows that end with it, or all of them where there
 * is no batch, and the newest snapshots.
 */
export async function jvmFor(
  bucketRoot: string,
  reads: JobSpec['reads'],
  values: ParameterValues,
): Promise<'short' | 'long'> {
  let share = 0;
  for (const [dataset, { s3_prefix, format }] of Object.entries(reads)) {
    const folder = folderOfUri(bucketRoot, s3_prefix);
    const folders = dataset === integration.name ? await batchesOf(folder, values) : [folder];
    const enough = format === 'jsonl' ? shortRunBytes.jsonl : shortRunBytes.others;
    share += (await sizeOf(folders, daysOf(values), (1 - share) * enough)) / enough;
    if (share >= 1) return 'long';
  }
  return 'short';
}

/** Folders of the run's batches. */
async function batchesOf(folder: string, values: ParameterValues): Promise<readonly string[]> {
  const id = String(values.MiniBatchId);
  if (id !== rangeMiniBatchId) return [join(folder, id)];
  const [start, end] = [instant(values.BatchStartTsIso), instant(values.BatchEndTsIso)];
  const records = join(folder, '_batches');
  const batches: string[] = [];
  for (const name of await namesIn(records)) {
    const record = batchRecord.safeParse(JSON.parse(await readFile(join(records, name), 'utf8')));
    if (!record.success) continue; // The jobs refuse it, and say why.
    const { mini_batch_id, batch_start, batch_end } = record.data;
    if (Date.parse(batch_start) >= start && Date.parse(batch_end) <= end) batches.push(join(folder, mini_batch_id));
  }
  return batches;
}

/** Names of the first and the last partition of a day that the run reads; undefined when it reads all. */
function daysOf(values: ParameterValues): readonly [string, string] | undefined {
  if (values.BatchStartTsIso === undefined) return undefined;
  const start = instant(values.BatchStartTsIso) - historyMilliseconds;
  return [dayName(start), dayName(Math.max(start, instant(values.BatchEndTsIso) - 1))];
}

const dayName = (instant: number) => `dt=${new Date(instant - (instant % dayMilliseconds)).toISOString().slice(0, 10)}`;

function instant(value: ParameterValues[string] | undefined): number {
  return Date.parse(String(value));
}

/** Bytes of the files in `folders` that no name on the way hides, counted until they reach `limit`. */
async function sizeOf(
  folders: readonly string[],
  days: readonly [string, string] | undefined,
  limit: number,
): Promise<number> {
  let bytes = 0;
  const pending = [...folders];
  for (let folder = pending.pop(); folder !== undefined && bytes < limit; folder = pending.pop()) {
    const parent = folder;
    const names = readNames(await namesIn(folder), days);
    const sizes = await Promise.all(
      names.map(async (name) => {
        const found = await stat(join(parent, name)).catch(() => undefined); // A run may have replaced it meanwhile.
        if (found?.isDirectory()) pending.push(join(parent, name));
        return found?.isFile() ? found.size : 0;
      }),
    );
    bytes += sizes.reduce((sum, size) => sum + size, 0);
  }
  return bytes;
}

/** Those of the names in a folder that are read: visible ones, partitions of the days, the newest snapshot. */
function readNames(names: readonly string[], days: readonly [string, string] | undefined): readonly string[] {
  const newest = names
    .filter((name) => name.startsWith('baseline_end='))
    .sort()
    .at(-1);
  return names.filter((name) => {
    if (/^[._]/.test(name)) return false;
    if (name.startsWith('dt=')) return days === undefined || (days[0] <= name && name <= days[1]);
    return !name.startsWith('baseline_end=') || name === newest;
  });
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}
