import { integration } from '@ndr/pipelines';
import { sorted } from './statement';
import { s3Location } from '../code-bundles/s3-object-store';
import type { JobSpecSet } from '../job-specs/job-spec-set';

/** A folder of S3; its key ends with a slash. */
export type S3Folder = ReturnType<typeof s3Location>;

/** The folders of batch and commit records of everything that the JobSpecs of `sets` read or write. */
export function recordFolders(sets: readonly JobSpecSet[]): readonly S3Folder[] {
  const locations = specsOf(sets).flatMap(({ reads, writes }) => [...Object.values(reads), ...Object.values(writes)]);
  return foldersBelow(locations, ['_batches/', '_commits/']);
}

/** The folders of batch records, which those write who bring batches. */
export function batchRecordFolders(sets: readonly JobSpecSet[]): readonly S3Folder[] {
  return foldersBelow(
    specsOf(sets).flatMap(({ reads }) => reads[integration.name] ?? []),
    ['_batches/'],
  );
}

const specsOf = (sets: readonly JobSpecSet[]) => sets.flatMap(({ members }) => members.map(({ spec }) => spec));

function foldersBelow(locations: readonly { readonly s3_prefix: string }[], folders: readonly string[]) {
  const prefixes = locations.map(({ s3_prefix }) => s3_prefix.replace(/\/*$/, '/'));
  return sorted(prefixes.flatMap((prefix) => folders.map((folder) => `${prefix}${folder}`))).map(s3Location);
}
