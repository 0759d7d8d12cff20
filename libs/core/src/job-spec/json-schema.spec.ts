import { z } from 'zod';
import { defineJobSpec, effectiveJobSpec } from './define-job-spec';
import { jobSpecDocument } from './document';
import { jobSpecJsonSchema, jobSpecSchemaFile } from './json-schema';
import { defineDataset } from '../dataset/dataset';

const dataset = (name: string, external: boolean) =>
  defineDataset({
    name,
    description: name,
    partitioning: 'slice',
    external,
    formats: ['jsonl', 'parquet'],
    tables: {},
  });
const definition = defineJobSpec({
  jobName: 'a_job',
  reads: [dataset('source', true)],
  writes: [dataset('result', false)],
  shared: { zone: z.enum(['UTC', 'CET']).default('UTC').describe('Time zone') },
  settings: {
    limit: z.int().min(1).max(9).default(5).describe('Most | least'),
    ports: z.strictObject({ admin: z.array(z.int()).default([22]).describe('Of administrators') }).prefault({}),
    names: z.record(z.string(), z.string()).default({}),
  },
});

/** What an editor knows: the schema, read back by something that knows JSON Schema only. */
const editor = z.fromJSONSchema(JSON.parse(jobSpecSchemaFile(definition)) as Parameters<typeof z.fromJSONSchema>[0]);
const scope = { bucket: 'bucket', project: 'p', version: 'v1' };

it.each<[string, unknown]>([
  ['nothing', {}],
  ['a setting', { limit: 3 }],
  ["a prefix of the environment's bucket", { writes: { result: { s3_prefix: 's3://${bucket}/p/' } } }],
  ['a prefix of a bucket', { reads: { source: { s3_prefix: 's3://other/p/', format: 'parquet' } } }],
  ['all that is complete', effectiveJobSpec(definition, {}, scope, 'test')],
])('takes %s, which the job takes', (_what, written) => {
  expect(editor.safeParse(written).error).toBeUndefined();
  expect(() => effectiveJobSpec(definition, written, scope, 'test')).not.toThrow();
});

it.each<[string, unknown]>([
  ['an unknown setting', { limits: 3 }],
  ['a value out of range', { limit: 0 }],
  ['an unknown value', { zone: 'Mars' }],
  ['a wrong member', { ports: { admin: ['ssh'] } }],
  ['a prefix without a slash at its end', { reads: { source: { s3_prefix: 's3://other/p' } } }],
  ['a dataset that the job does not read', { reads: { other: {} } }],
  ['another job', { job_name: 'b_job' }],
])('refuses %s, which the job refuses', (_what, written) => {
  expect(editor.safeParse(written).success).toBe(false);
  expect(() => effectiveJobSpec(definition, written, scope, 'test')).toThrow();
});

it('says what derives it, what each setting means, and its default', () => {
  const [first, second] = jobSpecSchemaFile(definition).split('\n');
  expect([first, second]).toEqual(['{', expect.stringContaining('Derived by `npx nx sync`')]);
  expect(jobSpecJsonSchema(definition).properties?.zone).toMatchObject({ description: 'Time zone', default: 'UTC' });
});

it('becomes a page with a row a setting, its members below it', () => {
  const rows = jobSpecDocument([definition], 'sync')
    .split('\n')
    .filter((line) => /^(\| `|## |Jobs |Reads )/.test(line));
  expect(rows).toEqual([
    'Jobs of one set must agree on those that they share: `zone`.',
    '## a_job',
    'Reads `source`; writes `result`.',
    '| `zone` | `UTC`, `CET` | `"UTC"` | Time zone |',
    String.raw`| ${'`limit`'} | integer from 1 to 9 | ${'`5`'} | Most \| least |`,
    '| `ports` |  |  |  |',
    '| `ports.admin` | list of integer | `[22]` | Of administrators |',
    '| `names` | mapping to string | `{}` |  |',
  ]);
});
