import { copyJobSpec } from './copy-job-spec';
import { defineDataset } from '../../dataset/dataset';
import { defineJobSpec } from '../define-job-spec';

const dataset = (name: string, external: boolean) =>
  defineDataset({ name, description: name, external, partitioning: 'slice', tables: {} });
const definition = defineJobSpec({
  jobName: 'sum_builder',
  reads: [dataset('logs', true)],
  writes: [dataset('sums', false)],
  settings: {},
});
const from = { project: 'office', version: 'v1', bucket: '${bucket}' };
const to = { project: 'plant', version: 'v2', bucket: '${bucket}' };
const copied = (text: string) => copyJobSpec(definition, { path: 'a.yaml', text }, from, to);

it('moves the default prefixes to the other project and version', () => {
  const text = `reads:
  logs:
    s3_prefix: s3://\${bucket}/office/logs/
writes:
  sums:
    s3_prefix: s3://\${bucket}/office/v1/sums/
`;
  expect(copied(text)).toBe(text.replaceAll('office', 'plant').replace('v1', 'v2'));
});

it('leaves prefixes of their own, settings and comments', () => {
  const text = `# ours
reads:
  logs:
    s3_prefix: s3://elsewhere/office/logs/
time_zone: Asia/Tokyo # theirs
`;
  expect(copied(text)).toBe(text);
});

it('names the other project and version where the file names them', () => {
  expect(copied('project_name: office\nfeature_spec_version: v1\n')).toBe(
    'project_name: plant\nfeature_spec_version: v2\n',
  );
});

it('refuses what is no YAML, with its place', () => {
  expect(() => copied('a: [')).toThrow(expect.objectContaining({ code: 'job-spec.invalid', place: 'a.yaml:1:5' }));
});
