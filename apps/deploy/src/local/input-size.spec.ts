import { effectiveJobSpec } from '@ndr/core';
import { deltaBuilderJobSpec } from '@ndr/pipelines';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jvmFor } from './input-size';

const scope = { bucket: 'data', project: 'p', version: 'v1' };
const spec = effectiveJobSpec(deltaBuilderJobSpec, {}, scope, 'test');
const set = { ...scope, members: [{ definition: deltaBuilderJobSpec, spec, file: '' }] };
const mebibyte = 2 ** 20;

let buckets: string;
beforeEach(() => {
  buckets = mkdtempSync(join(tmpdir(), 'ndr-buckets-'));
  batch('20240419T0000Z', '2024-04-19T00:00:00Z', '2024-04-19T00:15:00Z', 1);
  batch('20240420T0000Z', '2024-04-20T00:00:00Z', '2024-04-20T00:15:00Z', 100);
});
afterEach(() => rmSync(buckets, { recursive: true }));

function batch(id: string, start: string, end: string, megabytes: number): void {
  const prefix = join(buckets, 'data/p/integration');
  mkdirSync(join(prefix, id), { recursive: true });
  mkdirSync(join(prefix, '_batches'), { recursive: true });
  const file = join(prefix, id, 'rows.jsonl');
  writeFileSync(file, '');
  truncateSync(file, megabytes * mebibyte); // a hole: it takes no space
  const record = { mini_batch_id: id, batch_start: start, batch_end: end };
  writeFileSync(join(prefix, '_batches', `${id}.json`), JSON.stringify(record));
}

it.each([
  ['20240419T0000Z', '2024-04-19T00:00:00Z', '2024-04-19T00:15:00Z', 'short'],
  ['20240420T0000Z', '2024-04-20T00:00:00Z', '2024-04-20T00:15:00Z', 'long'],
  ['RANGE', '2024-04-19T00:00:00Z', '2024-04-20T00:00:00Z', 'short'],
  ['RANGE', '2024-04-19T00:00:00Z', '2024-04-21T00:00:00Z', 'long'],
  ['no-such-batch', '2024-04-19T00:00:00Z', '2024-04-19T00:15:00Z', 'short'],
])(
  'takes batch %s from %s to %s by the size of its input',
  async (MiniBatchId, BatchStartTsIso, BatchEndTsIso, jvm) => {
    expect(await jvmFor(buckets, set, { MiniBatchId, BatchStartTsIso, BatchEndTsIso })).toBe(jvm);
  },
);
