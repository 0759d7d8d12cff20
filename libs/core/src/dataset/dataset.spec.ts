import { columns } from './columns';
import { defineDataset } from './dataset';
import { defaultPrefix } from './prefix';

const dataset = defineDataset({ name: 'deltas', description: 'Sums', partitioning: 'slice', tables: {} });
const scope = { bucket: 'bucket', project: 'rita', version: 'v1' };

it('is written by a job, as Parquet, unless said otherwise', () => {
  expect(dataset).toMatchObject({ external: false, formats: ['parquet'] });
});

it('of a job lies below the version, so that versions run side by side', () => {
  expect(defaultPrefix(dataset, scope)).toBe('s3://bucket/rita/v1/deltas/');
});

it('from outside belongs to the project', () => {
  expect(defaultPrefix({ ...dataset, name: 'integration', external: true }, scope)).toBe(
    's3://bucket/rita/integration/',
  );
});

it('has columns that are null only where that is said', () => {
  expect(columns('long', { a: 'A', b: { description: 'B', nullable: true }, c: { description: 'C' } })).toEqual([
    { name: 'a', type: 'long', nullable: false, description: 'A' },
    { name: 'b', type: 'long', nullable: true, description: 'B' },
    { name: 'c', type: 'long', nullable: false, description: 'C' },
  ]);
});
