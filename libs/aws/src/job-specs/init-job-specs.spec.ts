import { deltaBuilderJobSpec, fgABuilderJobSpec, fgBBuilderJobSpec, pairCountsBuilderJobSpec } from '@ndr/pipelines';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { initJobSpecs } from './init-job-specs';
import { readJobSpecSet } from './read-job-spec-set';

const name = { project: 'p', version: 'v1' };
const definitions = [deltaBuilderJobSpec, fgABuilderJobSpec, fgBBuilderJobSpec, pairCountsBuilderJobSpec];

let state: string;
let repository: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'ndr-state-'));
  repository = mkdtempSync(join(tmpdir(), 'ndr-repository-'));
});
afterEach(() => {
  for (const folder of [state, repository]) rmSync(folder, { recursive: true });
});

const sources = () => ({ roots: [state, repository], definitions, bucket: 'data' });
const init = (settings: Record<string, unknown> = {}, options: { force?: boolean; target?: string } = {}) =>
  initJobSpecs(
    { ...sources(), target: state, force: false, ...options, settings: new Map(Object.entries(settings)) },
    name,
  );
const effective = async () => {
  const { members } = await readJobSpecSet(sources(), name);
  return Object.fromEntries(members.map(({ definition, spec }) => [definition.jobName, spec]));
};
const contents = (root: string) => {
  const folder = join(root, 'p', 'v1');
  return Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
};

it('writes a file a job, with every default and prefixes that fit every bucket', async () => {
  const { files } = await init();
  expect(files.map(({ action }) => action)).toEqual(['created', 'created', 'created', 'created']);
  expect(contents(state)['delta_builder.yaml']).toContain('s3_prefix: s3://${bucket}/p/v1/deltas/');
  expect((await effective()).delta_builder).toMatchObject({
    reads: { integration: { s3_prefix: 's3://data/p/integration/', format: 'jsonl' } },
    short_session_seconds: 1,
  });
});

it('changes nothing the second time', async () => {
  await init({ time_zone: 'Europe/Berlin' });
  const before = contents(state);
  const { files } = await init({ time_zone: 'Europe/Berlin' });
  expect(files.map(({ action }) => action)).toEqual(['kept', 'kept', 'kept', 'kept']);
  expect(contents(state)).toEqual(before);
});

it('writes schemas that editors find from each file, and renews them when they are old', async () => {
  await init();
  const file = join(state, 'p', 'v1', 'fg_b_builder.yaml');
  const [, schema = ''] = /^# yaml-language-server: \$schema=(.*)$/m.exec(readFileSync(file, 'utf8')) ?? [];
  const path = join(dirname(file), schema);
  const before = readFileSync(path, 'utf8');
  expect(JSON.parse(before)).toMatchObject({ title: 'JobSpec of fg_b_builder' });
  writeFileSync(path, '{}');
  await init();
  expect(readFileSync(path, 'utf8')).toBe(before);
});

it('sets a setting in every job that has it', async () => {
  await init({ time_zone: 'Europe/Berlin', 'segment_mapping.prefix_length_v4': 16, 'novelty.rare_below': 3 });
  const specs = await effective();
  expect(Object.values(specs).map((spec) => spec.time_zone)).toEqual(Array(4).fill('Europe/Berlin'));
  expect(specs.pair_counts_builder).toMatchObject({
    segment_mapping: { prefix_length_v4: 16, prefix_length_v6: 64 },
  });
  expect(specs.fg_a_builder).toMatchObject({ novelty: { rare_below: 3 } });
});

it('sets members of a mapping whose names are free', async () => {
  await init({ 'field_mapping.source_ip': 'src' });
  expect((await effective()).delta_builder).toMatchObject({ field_mapping: { source_ip: 'src' } });
});

it('keeps ${bucket} in a prefix that is set', async () => {
  await init({ 'reads.integration.s3_prefix': 's3://${bucket}/elsewhere/' });
  expect(contents(state)['pair_counts_builder.yaml']).toContain('s3_prefix: s3://${bucket}/elsewhere/');
});

it.each([['no_such_setting'], ['novelty.no_such_member'], ['project_name'], ['time_zone.name']])(
  'refuses %s, which no job has, and writes nothing',
  async (key) => {
    await expect(init({ [key]: 1, time_zone: 'UTC' })).rejects.toMatchObject({
      code: 'job-spec.unknown-setting',
      place: `--set ${key}`,
    });
    expect(readdirSync(state)).toEqual([]);
  },
);

it('refuses a value that the jobs do not take, and writes nothing', async () => {
  await expect(init({ time_zone: 'Mars/Olympus' })).rejects.toMatchObject({ code: 'job-spec.invalid' });
  expect(readdirSync(state)).toEqual([]);
});

it('refuses a setting that differs from a file, by its place', async () => {
  await init();
  const before = contents(state);
  await expect(init({ time_zone: 'Europe/Berlin' })).rejects.toMatchObject({
    code: 'job-spec.exists',
    place: expect.stringMatching(/delta_builder\.yaml:\d+:1: time_zone$/) as string,
  });
  expect(contents(state)).toEqual(before);
});

it('replaces with force only what is set, comments and the rest stay', async () => {
  await init();
  const path = join(state, 'p', 'v1', 'fg_a_builder.yaml');
  writeFileSync(path, `# Ours.\n${readFileSync(path, 'utf8').replace('rare_below: 5', 'rare_below: 9')}`);
  const before = readFileSync(path, 'utf8');
  await init({ time_zone: 'Europe/Berlin' }, { force: true });
  expect(readFileSync(path, 'utf8')).toBe(before.replace('time_zone: UTC', 'time_zone: Europe/Berlin'));
});

it('adds a file that the set lacks, with the shared settings and prefixes of the others', async () => {
  await init({ time_zone: 'Europe/Berlin', late_events: 'reject', 'writes.deltas.s3_prefix': 's3://other/deltas/' });
  rmSync(join(state, 'p', 'v1', 'fg_a_builder.yaml'));
  const { files } = await init();
  expect(files.map(({ action }) => action)).toEqual(['kept', 'created', 'kept', 'kept']);
  expect((await effective()).fg_a_builder).toMatchObject({
    time_zone: 'Europe/Berlin',
    reads: { deltas: { s3_prefix: 's3://other/deltas/' } },
  });
});

it('copies a set of the repository whole when something changes, since it is hidden from then on', async () => {
  await init({ weekend_days: [5] }, { target: repository });
  await init();
  expect(readdirSync(state)).toEqual([]);
  await init({ time_zone: 'Asia/Tokyo' }, { force: true });
  expect((await effective()).fg_a_builder).toMatchObject({ weekend_days: [5], time_zone: 'Asia/Tokyo' });
  expect(contents(repository)['fg_a_builder.yaml']).toContain('time_zone: UTC');
});

it('leaves alone a file that a person wrote with a few settings', async () => {
  const folder = join(state, 'p', 'v1');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'delta_builder.yaml'), 'time_zone: Asia/Tokyo # ours\n');
  await init();
  expect(contents(state)['delta_builder.yaml']).toBe('time_zone: Asia/Tokyo # ours\n');
  expect((await effective()).fg_a_builder).toMatchObject({ time_zone: 'Asia/Tokyo' });
});
