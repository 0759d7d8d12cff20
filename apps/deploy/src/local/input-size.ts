import type { JobSpecSet } from '@ndr/aws';
import type { ParameterValues } from '@ndr/core';
import { batchRecord, integration, rangeMiniBatchId } from '@ndr/pipelines';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { folderOfUri } from './folder-of-uri';

/** Bytes of batches below which a job ends sooner when Java starts fast than when it compiles well. */
const shortRunBytes = 32 * 2 ** 20;

/** How Java should run the jobs of a batch or range: by the size of what they read. */
export async function jvmFor(bucketRoot: string, set: JobSpecSet, values: ParameterValues): Promise<'short' | 'long'> {
  const prefixes = set.members.map(({ spec }) => spec.reads[integration.name]?.s3_prefix);
  const prefix = prefixes.find((each) => each !== undefined);
  if (prefix === undefined) return 'long';
  const folder = folderOfUri(bucketRoot, prefix);
  let bytes = 0;
  for (const batch of await batchesOf(folder, values)) {
    bytes += await sizeOf(join(folder, batch));
    if (bytes >= shortRunBytes) return 'long';
  }
  return 'short';
}

async function batchesOf(folder: string, values: ParameterValues): Promise<readonly string[]> {
  const id = String(values.MiniBatchId);
  if (id !== rangeMiniBatchId) return [id];
  const [start, end] = [instant(values.BatchStartTsIso), instant(values.BatchEndTsIso)];
  const records = join(folder, '_batches');
  const batches: string[] = [];
  for (const name of await namesIn(records)) {
    const record = batchRecord.safeParse(JSON.parse(await readFile(join(records, name), 'utf8')));
    if (!record.success) continue; // The jobs refuse it, and say why.
    const { mini_batch_id, batch_start, batch_end } = record.data;
    if (Date.parse(batch_start) >= start && Date.parse(batch_end) <= end) batches.push(mini_batch_id);
  }
  return batches;
}

function instant(value: ParameterValues[string] | undefined): number {
  return Date.parse(String(value));
}

async function sizeOf(folder: string): Promise<number> {
  const sizes = await Promise.all((await namesIn(folder)).map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}
