import { z } from 'zod';
import { defineJobSpec, effectiveJobSpec } from './define-job-spec';
import { defineDataset } from '../dataset/dataset';
import { NdrError } from '../errors/ndr-error';

const source = defineDataset({
  name: 'source',
  description: 'What comes in',
  partitioning: 'mini-batch',
  external: true,
  formats: ['jsonl', 'parquet'],
  tables: {},
});
const result = defineDataset({ name: 'result', description: 'What goes out', partitioning: 'slice', tables: {} });
const definition = defineJobSpec({
  jobName: 'a_job',
  reads: [source],
  writes: [result],
  settings: {
    limit: z.int().min(1).default(5),
    ports: z.strictObject({ admin: z.array(z.int()).default([22]) }).prefault({}),
    networks: z.array(z.string()).default([]),
  },
});
const scope = { bucket: 'bucket', project: 'rita', version: 'v1' };

const effective = (written: unknown) => effectiveJobSpec(definition, written, scope, 'a_job.yaml');

function problemsOf(written: unknown): readonly string[] {
  try {
    effective(written);
    return [];
  } catch (error) {
    return (error as NdrError).problems.map(({ code, place }) => `${code} ${place}`);
  }
}

it('has every default written out and every prefix resolved', () => {
  expect(effective({})).toEqual({
    project_name: 'rita',
    job_name: 'a_job',
    feature_spec_version: 'v1',
    reads: { source: { s3_prefix: 's3://bucket/rita/source/', format: 'jsonl' } },
    writes: { result: { s3_prefix: 's3://bucket/rita/v1/result/', format: 'parquet' } },
    limit: 5,
    ports: { admin: [22] },
    networks: [],
  });
});

it('is the same when it is read again: defaults are a fixed point', () => {
  expect(effective(effective({ limit: 7 }))).toEqual(effective({ limit: 7 }));
});

it("puts the environment's bucket into every text", () => {
  const written = { reads: { source: { s3_prefix: 's3://${bucket}/elsewhere/' } }, networks: ['${bucket}-net'] };
  expect(effective(written)).toMatchObject({
    reads: { source: { s3_prefix: 's3://bucket/elsewhere/', format: 'jsonl' } },
    networks: ['bucket-net'],
  });
});

it('checks settings against each other once each is right by itself', () => {
  const ordered = defineJobSpec({
    jobName: 'a_job',
    reads: [],
    writes: [],
    settings: { low: z.int().default(1), high: z.int().default(2) },
    check: ({ low, high }) => (Number(low) < Number(high) ? [] : [{ path: ['high'], message: 'must exceed low' }]),
  });
  const read = (written: unknown) => () => effectiveJobSpec(ordered, written, scope, 'a_job.yaml');
  expect(read({ low: 0 })()).toMatchObject({ low: 0, high: 2 });
  expect(read({ low: 3 })).toThrow(
    expect.objectContaining({ place: 'a_job.yaml: high', cause: 'must exceed low', problems: [expect.anything()] }),
  );
});

it.each<[string, unknown, readonly string[]]>([
  ['no mapping', 'text', ['job-spec.invalid a_job.yaml']],
  ['nothing at all', null, ['job-spec.invalid a_job.yaml']],
  ['a wrong type', { limit: 'five' }, ['job-spec.invalid a_job.yaml: limit']],
  ['a value out of range', { limit: 0 }, ['job-spec.invalid a_job.yaml: limit']],
  ['a wrong member', { ports: { admin: ['ssh'] } }, ['job-spec.invalid a_job.yaml: ports.admin.0']],
  ['an unknown setting', { limits: 5 }, ['job-spec.invalid a_job.yaml']],
  ['another job', { job_name: 'b_job' }, ['job-spec.invalid a_job.yaml: job_name']],
  ['another project', { project_name: 'other' }, ['job-spec.invalid a_job.yaml: project_name']],
  ['another version', { feature_spec_version: 'v2' }, ['job-spec.invalid a_job.yaml: feature_spec_version']],
  [
    'a prefix that does not end with a slash',
    { writes: { result: { s3_prefix: 's3://bucket/result' } } },
    ['job-spec.invalid a_job.yaml: writes.result.s3_prefix'],
  ],
  [
    'a format that the dataset does not have',
    { writes: { result: { format: 'jsonl' } } },
    ['job-spec.invalid a_job.yaml: writes.result.format'],
  ],
  ['a dataset that the job does not read', { reads: { other: {} } }, ['job-spec.invalid a_job.yaml: reads']],
  ['no mapping of datasets', { reads: [] }, ['job-spec.invalid a_job.yaml: reads']],
  [
    'several faults',
    { limit: 0, networks: 'all' },
    ['job-spec.invalid a_job.yaml: limit', 'job-spec.invalid a_job.yaml: networks'],
  ],
])('refuses %s', (_what, written, problems) => {
  expect(problemsOf(written)).toEqual(problems);
});

it('refuses a project whose name could not stand in a key', () => {
  const read = () => effectiveJobSpec(definition, {}, { ...scope, project: 'a#b' }, 'a_job.yaml');
  expect(read).toThrow(expect.objectContaining({ code: 'job-spec.invalid', place: 'a_job.yaml: project_name' }));
});

it('asks its caller where a setting was written', () => {
  const placeOf = (path: readonly PropertyKey[]) => `line of ${path.map(String).join('/')}`;
  const read = (written: unknown) => () => effectiveJobSpec(definition, written, scope, placeOf);
  expect(read({ ports: { admin: 1 } })).toThrow(expect.objectContaining({ place: 'line of ports/admin: ports.admin' }));
  expect(read({ limits: 5 })).toThrow(expect.objectContaining({ place: 'line of limits' }));
});

it("names the job's settings, and those of them that it shares with others", () => {
  expect([definition.settingNames, definition.sharedNames]).toEqual([['limit', 'ports', 'networks'], []]);
  const zone = { zone: z.string().default('UTC') };
  const sharing = defineJobSpec({
    jobName: 'b_job',
    reads: [],
    writes: [],
    shared: zone,
    settings: { limit: z.int() },
  });
  expect([sharing.settingNames, sharing.sharedNames]).toEqual([['zone', 'limit'], ['zone']]);
});
