import { z } from 'zod';
import { misalignmentsOf } from '.';
import type { PlacedJobSpec } from './misalignment';
import { separateSets } from './overlaps';
import { defineDataset, type Dataset } from '../../dataset/dataset';
import { defineJobSpec, effectiveJobSpec, type JobSpecDefinition } from '../define-job-spec';

const dataset = (name: string, options: Partial<Pick<Dataset, 'external' | 'formats'>> = {}) =>
  defineDataset({ name, description: name, partitioning: 'slice', tables: {}, ...options });
const source = dataset('source', { external: true, formats: ['jsonl', 'parquet'] });
const [sums, counts, features] = ['sums', 'counts', 'features'].map((name) => dataset(name)) as [
  Dataset,
  Dataset,
  Dataset,
];

const shared = {
  zone: z.string().default('UTC'),
  mapping: z.strictObject({ length: z.int().default(24), rules: z.array(z.string()).default([]) }).prefault({}),
};
const own = { limit: z.int().default(1) };
const summing = defineJobSpec({ jobName: 'summing', reads: [source], writes: [sums], shared, settings: own });
const counting = defineJobSpec({ jobName: 'counting', reads: [source], writes: [counts], shared, settings: own });
const deriving = defineJobSpec({ jobName: 'deriving', reads: [sums], writes: [features], shared, settings: own });

const placed = (definition: JobSpecDefinition, written: unknown = {}, version = 'v1'): PlacedJobSpec => ({
  definition,
  spec: effectiveJobSpec(definition, written, { bucket: 'bucket', project: 'p', version }, definition.jobName),
  placeOf: (path) => `${definition.jobName}.yaml:${String(path.length)}:1`,
});

interface Written {
  readonly summing?: unknown;
  readonly counting?: unknown;
  readonly deriving?: unknown;
}
const setOf = (written: Written = {}, version?: string) => [
  placed(summing, written.summing, version),
  placed(counting, written.counting, version),
  placed(deriving, written.deriving, version),
];
const found = (written: Written) => misalignmentsOf(setOf(written)).map(({ sides }) => sides.map(shown));
const shown = ({ jobName, setting }: { jobName: string; setting: string }) => `${jobName} ${setting}`;
const at = (s3_prefix: string) => ({ s3_prefix });

it('finds nothing in a set of defaults', () => {
  expect(found({})).toEqual([]);
});

it('lets jobs differ in settings of their own', () => {
  expect(found({ summing: { limit: 2 }, deriving: { limit: 3 } })).toEqual([]);
});

it('names a prefix that is read elsewhere than it is written, with the value and the place of both sides', () => {
  const set = setOf({ deriving: { reads: { sums: at('s3://bucket/elsewhere/') } } });
  expect(misalignmentsOf(set)).toEqual([
    {
      code: 'job-spec.misaligned',
      place: 'deriving.yaml:3:1: reads.sums.s3_prefix',
      cause:
        'deriving reads sums as "s3://bucket/elsewhere/", which is elsewhere; ' +
        'summing has "s3://bucket/p/v1/sums/" (summing.yaml:3:1: writes.sums.s3_prefix)',
      remedy: 'Make both sides say the same.',
      sides: [
        {
          jobName: 'deriving',
          setting: 'reads.sums.s3_prefix',
          place: 'deriving.yaml:3:1',
          value: 's3://bucket/elsewhere/',
        },
        {
          jobName: 'summing',
          setting: 'writes.sums.s3_prefix',
          place: 'summing.yaml:3:1',
          value: 's3://bucket/p/v1/sums/',
        },
      ],
    },
  ]);
});

it('says of a format that it is another one, not another place', () => {
  const [found] = misalignmentsOf(setOf({ counting: { reads: { source: { format: 'parquet' } } } }));
  expect(found?.cause).toBe(
    'counting reads source as "parquet", which is not the format of its files; ' +
      'summing has "jsonl" (summing.yaml:3:1: reads.source.format)',
  );
});

it.each<[string, Written, readonly string[][]]>([
  [
    'a prefix that is written elsewhere than it is read',
    { summing: { writes: { sums: at('s3://bucket/elsewhere/') } } },
    [['deriving reads.sums.s3_prefix', 'summing writes.sums.s3_prefix']],
  ],
  [
    'what comes from outside in two places',
    { counting: { reads: { source: at('s3://bucket/other/') } } },
    [['counting reads.source.s3_prefix', 'summing reads.source.s3_prefix']],
  ],
  [
    'what comes from outside in two formats',
    { counting: { reads: { source: { format: 'parquet' } } } },
    [['counting reads.source.format', 'summing reads.source.format']],
  ],
  [
    'one prefix for two datasets',
    { counting: { writes: { counts: at('s3://bucket/p/v1/sums/') } } },
    [['counting writes.counts.s3_prefix', 'summing writes.sums.s3_prefix']],
  ],
  [
    'a prefix below another',
    { deriving: { writes: { features: at('s3://bucket/p/v1/counts/features/') } } },
    [['deriving writes.features.s3_prefix', 'counting writes.counts.s3_prefix']],
  ],
  [
    'a prefix that holds all others, once for each',
    { deriving: { writes: { features: at('s3://bucket/') } } },
    [
      ['deriving writes.features.s3_prefix', 'summing reads.source.s3_prefix'],
      ['deriving writes.features.s3_prefix', 'summing writes.sums.s3_prefix'],
      ['deriving writes.features.s3_prefix', 'counting writes.counts.s3_prefix'],
    ],
  ],
  [
    'a written prefix below what comes from outside',
    { counting: { writes: { counts: at('s3://bucket/p/source/counts/') } } },
    [['counting writes.counts.s3_prefix', 'summing reads.source.s3_prefix']],
  ],
  [
    'a shared setting in which one job differs from the others',
    { deriving: { zone: 'Asia/Tokyo' } },
    [['deriving zone', 'summing zone']],
  ],
  [
    'the one job that differs, also when it is the first',
    { summing: { zone: 'Asia/Tokyo' } },
    [['summing zone', 'counting zone']],
  ],
  [
    'the member of a shared setting that differs',
    { counting: { mapping: { length: 16 } } },
    [['counting mapping.length', 'summing mapping.length']],
  ],
  [
    'every disagreement at once',
    { counting: { zone: 'Asia/Tokyo', mapping: { rules: ['a'] }, reads: { source: at('s3://other/') } } },
    [
      ['counting reads.source.s3_prefix', 'summing reads.source.s3_prefix'],
      ['counting zone', 'summing zone'],
      ['counting mapping.rules', 'summing mapping.rules'],
    ],
  ],
])('names %s', (_what, written, sides) => {
  expect(found(written)).toEqual(sides);
});

it('takes prefixes that begin alike and do not hold each other', () => {
  expect(found({ counting: { writes: { counts: at('s3://bucket/p/v1/sums2/') } } })).toEqual([]);
});

it('names a dataset that no job of the set writes', () => {
  const [misalignment, ...others] = misalignmentsOf([placed(deriving)]);
  expect(misalignment).toMatchObject({ place: 'deriving.yaml:2:1: reads.sums', sides: [{ jobName: 'deriving' }] });
  expect(misalignment?.cause).toContain('no job of the set writes');
  expect(others).toEqual([]);
});

it('names a dataset that two jobs write', () => {
  const again = defineJobSpec({ jobName: 'again', reads: [], writes: [sums], settings: {} });
  const sides = misalignmentsOf([placed(summing), placed(again)]).map((each) => each.sides.map(shown));
  expect(sides).toEqual([['again writes.sums.s3_prefix', 'summing writes.sums.s3_prefix']]);
});

it('names what two sets write to one place, and nothing when they lie apart', () => {
  expect(separateSets([setOf(), setOf({}, 'v2')])).toEqual([]);
  const copied = setOf({ summing: { writes: { sums: at('s3://bucket/p/v1/sums/') } } }, 'v2');
  expect(separateSets([setOf(), copied]).map((each) => each.sides.map(shown))).toEqual([
    ['summing writes.sums.s3_prefix', 'summing writes.sums.s3_prefix'],
  ]);
  expect(separateSets([copied], [setOf()])).toHaveLength(1);
  expect(separateSets([setOf({}, 'v3')], [setOf(), copied])).toEqual([]);
});
