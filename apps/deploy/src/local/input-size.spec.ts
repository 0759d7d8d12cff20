import type { JobSpec } from '@ndr/core';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { jvmFor } from './input-size';

const deltaBuilder = reads('integration', 'jsonl');
const fgABuilder = { ...reads('deltas', 'parquet'), ...reads('fg_b', 'parquet') };
const fgBBuilder = { ...reads('fg_a', 'parquet'), ...reads('pair_counts', 'parquet') };
const midnight = { MiniBatchId: '20240420T0000Z', BatchStartTsIso: '2024-04-20T00:00:00Z' };
const firstSlice = { ...midnight, BatchEndTsIso: '2024-04-20T00:15:00Z' };

let buckets: string;
beforeEach(() => {
  buckets = mkdtempSync(join(tmpdir(), 'ndr-buckets-'));
});
afterEach(() => rmSync(buckets, { recursive: true }));

function reads(dataset: string, format: string): JobSpec['reads'] {
  return { [dataset]: { s3_prefix: `s3://data/p/${dataset}/`, format } };
}

/** A file of so many MiB, which takes no space. */
function file(path: string, megabytes: number): void {
  const whole = join(buckets, 'data/p', path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, '');
  truncateSync(whole, megabytes * 2 ** 20);
}

function batch(id: string, start: string, end: string, megabytes: number): void {
  file(`integration/${id}/rows.jsonl`, megabytes);
  file(`integration/_batches/${id}.json`, 0);
  const record = { mini_batch_id: id, batch_start: start, batch_end: end };
  writeFileSync(join(buckets, 'data/p/integration/_batches', `${id}.json`), JSON.stringify(record));
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
    batch('20240419T0000Z', '2024-04-19T00:00:00Z', '2024-04-19T00:15:00Z', 1);
    batch('20240420T0000Z', '2024-04-20T00:00:00Z', '2024-04-20T00:15:00Z', 100);
    expect(await jvmFor(buckets, deltaBuilder, { MiniBatchId, BatchStartTsIso, BatchEndTsIso })).toBe(jvm);
  },
);

it.each([
  ['the day before, which its windows hold', 'deltas/peer/dt=2024-04-19/hh=10/mm=00/a.parquet', 'long'],
  ['a day before that', 'deltas/peer/dt=2024-04-18/hh=10/mm=00/a.parquet', 'short'],
  ['a later day', 'deltas/peer/dt=2024-04-21/hh=10/mm=00/a.parquet', 'short'],
  ['files that are no rows', 'deltas/_rejects/a.json', 'short'],
  ['integration, which it does not read', 'integration/20240420T0000Z/rows.jsonl', 'short'],
  ['a baseline', 'fg_b/pair_host/baseline_horizon=30d/baseline_end=2024-04-18/a.parquet', 'long'],
])('takes a step that reads deltas by its history: %s is large', async (_, path, jvm) => {
  file('deltas/host/dt=2024-04-20/hh=00/mm=00/a.parquet', 1);
  file(path, 100);
  expect(await jvmFor(buckets, fgABuilder, firstSlice)).toBe(jvm);
});

it('leaves out snapshots older than the newest', async () => {
  file('fg_b/pair_host/baseline_horizon=30d/baseline_end=2024-04-11/a.parquet', 100);
  file('fg_b/pair_host/baseline_horizon=30d/baseline_end=2024-04-18/a.parquet', 1);
  expect(await jvmFor(buckets, fgABuilder, firstSlice)).toBe('short');
});

it('adds up the datasets of a step that reads several, over all days where there is no batch', async () => {
  file('fg_a/dt=2024-03-01/hh=10/mm=00/a.parquet', 8);
  expect(await jvmFor(buckets, fgBBuilder, {})).toBe('short');
  file('pair_counts/dt=2024-04-01/hh=10/mm=00/a.parquet', 8);
  expect(await jvmFor(buckets, fgBBuilder, {})).toBe('long');
});
