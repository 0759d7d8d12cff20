import type { NdrError } from '@ndr/core';
import { deltaBuilderJobSpec, pairCountsBuilderJobSpec } from '@ndr/pipelines';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOfSet } from './job-spec-set';
import { readJobSpecSet } from './read-job-spec-set';

let first: string;
let second: string;
beforeEach(() => {
  first = mkdtempSync(join(tmpdir(), 'ndr-first-'));
  second = mkdtempSync(join(tmpdir(), 'ndr-second-'));
});
afterEach(() => {
  for (const folder of [first, second]) rmSync(folder, { recursive: true });
});

const write = (root: string, files: Record<string, string>) => {
  const folder = join(root, 'p', 'v1');
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
};
const both = { 'delta_builder.yaml': '{}', 'pair_counts_builder.yaml': '{}' };
const read = () =>
  readJobSpecSet(
    { roots: [first, second], definitions: [deltaBuilderJobSpec, pairCountsBuilderJobSpec], bucket: 'data' },
    { project: 'p', version: 'v1' },
  );
const problems = async () => {
  const error = (await read().catch((reason: unknown) => reason)) as NdrError;
  return error.problems.map(({ code, place }) => `${code} ${place.replace(join(first, 'p', 'v1'), '')}`);
};

it('reads from the first folder that has the set, hiding the whole set of the second', async () => {
  write(second, both);
  const hidden = await read();
  write(first, { 'delta_builder.yaml': 'time_zone: Asia/Tokyo' });
  expect(hidden.members.map(({ file }) => file)).toEqual([
    join(second, 'p/v1/delta_builder.yaml'),
    join(second, 'p/v1/pair_counts_builder.yaml'),
  ]);
  expect(await problems()).toEqual(['job-spec.missing /pair_counts_builder.yaml']);
});

it('gives one digest for files that say the same in another way', async () => {
  write(first, both);
  const before = digestOfSet(await read());
  write(first, { ...both, 'delta_builder.yaml': '# more words\ntime_zone: "UTC"\nweekend_days: [6, 7]\n' });
  expect(digestOfSet(await read())).toBe(before);
  const other = 'weekend_days: [7]\n';
  write(first, { 'delta_builder.yaml': other, 'pair_counts_builder.yaml': other });
  expect(digestOfSet(await read())).not.toBe(before);
});

it('tells every fault of every file with its line and column', async () => {
  write(first, {
    'delta_builder.yaml': 'time_zone: Mars\nport_sets:\n  admin: [22,\n    99999]\nno_such: 1\n',
    'pair_counts_builder.yaml': 'project_name: other\n',
  });
  expect(await problems()).toEqual([
    'job-spec.invalid /delta_builder.yaml:1:1: time_zone',
    'job-spec.invalid /delta_builder.yaml:4:5: port_sets.admin.1',
    'job-spec.invalid /delta_builder.yaml:5:1',
    'job-spec.invalid /pair_counts_builder.yaml:1:1: project_name',
  ]);
});

it('tells where the YAML itself is broken', async () => {
  write(first, { ...both, 'delta_builder.yaml': 'time_zone: UTC\ntime_zone: UTC\n' });
  expect(await problems()).toEqual(['job-spec.invalid /delta_builder.yaml:2:1']);
});

it('refuses an empty file and one that no job reads', async () => {
  write(first, { ...both, 'delta_builder.yaml': '', 'fg_b_builder.yaml': '{}' });
  expect(await problems()).toEqual([
    'job-spec.invalid /delta_builder.yaml:1:1',
    'job-spec.misaligned /fg_b_builder.yaml',
  ]);
});

it('refuses files that disagree, with the line of both', async () => {
  write(first, {
    'delta_builder.yaml': 'late_events: clamp\ntime_zone: UTC\n',
    'pair_counts_builder.yaml': 'time_zone: Asia/Tokyo\nreads:\n  integration:\n    s3_prefix: s3://${bucket}/else/\n',
  });
  expect(await problems()).toEqual([
    'job-spec.misaligned /pair_counts_builder.yaml:4:5: reads.integration.s3_prefix',
    'job-spec.misaligned /pair_counts_builder.yaml:1:1: time_zone',
  ]);
  await expect(read()).rejects.toMatchObject({
    problems: [
      expect.anything(),
      { cause: expect.stringMatching(/delta_builder has "UTC" \(.*delta_builder\.yaml:2:1: time_zone\)$/) as string },
    ],
  });
});

it('says how to write a set that does not exist', async () => {
  await expect(read()).rejects.toMatchObject({
    code: 'job-spec.missing',
    remedy: 'Write them: ndr job-specs init --project p --version v1',
  });
});
