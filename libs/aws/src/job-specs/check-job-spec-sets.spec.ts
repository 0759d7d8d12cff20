import { deltaBuilderJobSpec, pairCountsBuilderJobSpec } from '@ndr/pipelines';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkJobSpecSets, readJobSpecSets } from './check-job-spec-sets';

const [v1, v2] = [
  { project: 'p', version: 'v1' },
  { project: 'p', version: 'v2' },
];

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ndr-sets-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (version: string, deltas: string, pairs = '{}') => {
  const folder = join(root, 'p', version);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'delta_builder.yaml'), deltas);
  writeFileSync(join(folder, 'pair_counts_builder.yaml'), pairs);
};
const sources = () => ({
  roots: [root],
  definitions: [deltaBuilderJobSpec, pairCountsBuilderJobSpec],
  bucket: 'data',
});
const problems = async (...names: readonly (typeof v1)[]) => {
  const checked = await checkJobSpecSets(sources(), names);
  return checked.map(({ version, problems: found }) => [version, found.map(({ code }) => code)]);
};
const copied = 'writes:\n  deltas:\n    s3_prefix: s3://${bucket}/p/v1/deltas/\n';

it('finds nothing in sets that fit', async () => {
  write('v1', '{}');
  write('v2', '{}');
  expect(await problems(v1, v2)).toEqual([
    ['v1', []],
    ['v2', []],
  ]);
  expect(await readJobSpecSets(sources(), [v1, v2])).toMatchObject([v1, v2]);
});

it('checks each set, whatever is wrong with the others', async () => {
  write('v1', 'time_zone: Mars\n');
  write('v2', 'time_zone: Asia/Tokyo\n');
  expect(await problems(v1, v2)).toEqual([
    ['v1', ['job-spec.invalid']],
    ['v2', ['job-spec.misaligned']],
  ]);
});

it.each([[[v2]], [[v1, v2]]])(
  'finds that a version writes where another does, which is easily copied: %j',
  async (names) => {
    write('v1', '{}');
    write('v2', copied);
    expect((await problems(...names)).at(-1)).toEqual(['v2', ['job-spec.misaligned']]);
    const [checked] = (await checkJobSpecSets(sources(), names)).slice(-1);
    expect(checked?.problems[0]?.sides?.map(({ place }) => place)).toEqual([
      join(root, 'p/v2/delta_builder.yaml:3:5'),
      join(root, 'p/v1/delta_builder.yaml:1:1'),
    ]);
  },
);

it('tells of no other set than those that are named', async () => {
  write('v1', 'time_zone: Mars\n');
  write('v2', '{}');
  expect(await problems(v2)).toEqual([['v2', []]]);
});

it('refuses sets that are to be deployed with every fault of every one', async () => {
  write('v1', 'time_zone: Mars\n');
  write('v2', 'no_such: 1\n');
  await expect(readJobSpecSets(sources(), [v1, v2])).rejects.toMatchObject({
    problems: [{ code: 'job-spec.invalid' }, { code: 'job-spec.invalid' }],
  });
});
