import type { Dataset } from './dataset';

/** Where a project's data lies. */
export interface PrefixScope {
  readonly bucket: string;
  readonly project: string;
  readonly version: string;
}

/**
 * Prefix of `dataset` unless a JobSpec says otherwise. What comes from outside belongs to the project; what jobs write
 * belongs to a feature-spec version, so that versions can run side by side.
 */
export function defaultPrefix(dataset: Dataset, { bucket, project, version }: PrefixScope): string {
  const folder = dataset.external ? dataset.name : `${version}/${dataset.name}`;
  return `s3://${bucket}/${project}/${folder}/`;
}
