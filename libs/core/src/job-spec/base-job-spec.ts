import { z } from 'zod';
import type { Dataset } from '../dataset/dataset';

/** Names stand in table keys behind `#` and in S3 keys: letters, digits, `-`, `_` and `.`. */
export const plainName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/,
    'must be letters, digits, "-", "_" or ".", and begin with a letter or digit',
  );

/** An S3 prefix that ends with a slash. */
export const s3Prefix = z
  .string()
  .regex(/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/([^/]+\/)*$/, 'must be s3://bucket/…/ and end with a slash');

/** Where a dataset lies, and the format of its files. Datasets of the same formats share a title, and a Python class. */
function location({ formats }: Dataset) {
  const title = `${formats.map((format) => format.charAt(0).toUpperCase() + format.slice(1)).join('Or')}Location`;
  return z
    .strictObject({
      s3_prefix: s3Prefix.describe('Prefix of its files'),
      format: z.enum(formats).default(formats[0]).describe('Format of its files'),
    })
    .meta({ title, description: 'Where a dataset lies' });
}

/** Locations of `datasets`, by name. */
function locations(title: string, datasets: readonly Dataset[]) {
  return z
    .strictObject(Object.fromEntries(datasets.map((dataset) => [dataset.name, location(dataset)])))
    .meta({ title });
}

/** What every JobSpec says, whatever its job. */
export function baseJobSpec(jobName: string, reads: readonly Dataset[], writes: readonly Dataset[]) {
  return {
    project_name: plainName.describe('Project that the data belongs to'),
    job_name: z.literal(jobName).describe('Job that reads this JobSpec'),
    feature_spec_version: plainName.describe('Version of the features; versions run side by side'),
    reads: locations('Reads', reads).describe('Datasets that the job reads'),
    writes: locations('Writes', writes).describe('Datasets that the job writes'),
  };
}
