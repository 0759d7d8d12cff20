import { batchRecord, commitRecord, type CommitRecord } from './commit-record';

const record: CommitRecord = {
  run_id: 'run-1',
  job: 'delta_builder',
  slice_start: '2024-04-19T00:15:00Z',
  baseline_end: null,
  mini_batch_id: '20240419T0015Z',
  batch_start: '2024-04-19T00:15:00Z',
  batch_end: '2024-04-19T00:30:00Z',
  job_spec_digest: 'a',
  set_digest: 'b',
  rows: { host: 2, peer: 0 },
  totals: { rows_accepted: 3 },
  inputs: {},
  novelty_baselines: [],
  files: { host: ['host/dt=2024-04-19/hh=00/mm=15/part.parquet'], peer: [] },
};

it('is read as it was written', () => {
  expect(commitRecord.parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
});

it.each<[string, Record<string, unknown>]>([
  ['a time without a zone', { slice_start: '2024-04-19T00:15:00' }],
  ['no run', { run_id: '' }],
  ['rows that are no whole number', { rows: { host: 1.5 } }],
  ['a member that nobody knows', { extra: 1 }],
  ['files that are no list', { files: { host: 'a.parquet' } }],
])('refuses %s', (_what, change) => {
  expect(commitRecord.safeParse({ ...record, ...change }).success).toBe(false);
});

it('of a batch may leave out its rows', () => {
  const batch = { mini_batch_id: 'b1', batch_start: '2024-04-19T00:15:00Z', batch_end: '2024-04-19T00:30:00Z' };
  expect(batchRecord.parse(batch)).toEqual({ ...batch, rows: null });
});

it.each(['_b', 'a/b', '', 'RANGE', 'none', 'x'.repeat(129)])('of a batch cannot be called %p', (name) => {
  const times = { batch_start: '2024-04-19T00:15:00Z', batch_end: '2024-04-19T00:30:00Z' };
  expect(batchRecord.safeParse({ ...times, mini_batch_id: name }).success).toBe(false);
});
