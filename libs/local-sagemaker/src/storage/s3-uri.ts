import { NdrError } from '@ndr/core';
import { keyFault } from './object-key';

/** Bucket and key of an S3 URI; the key is empty where the URI names a bucket. */
export interface S3Location {
  readonly bucket: string;
  readonly key: string;
}

const bucketName = '[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]';
/** Names that S3 takes for buckets; none of them leads out of a folder. */
export const bucketNameForm = new RegExp(`^${bucketName}$`);
const form = new RegExp(`^s3://(${bucketName})(?:/(.*))?$`, 's');

/**
 * Reads an S3 URI.
 * @throws NdrError `local.storage` when it is none, or when its key would leave the bucket's folder
 */
export function parseS3Uri(uri: string): S3Location {
  const [, bucket, key = ''] = form.exec(uri) ?? [];
  if (bucket === undefined) throw refusal(uri, 'it is no S3 URI of the form s3://bucket/key');
  const fault = keyFault(key);
  if (fault !== undefined) throw refusal(uri, fault);
  return { bucket, key };
}

/** Names of the buckets of all S3 URIs inside `text`. */
export function bucketsNamedIn(text: string): string[] {
  const named = text.matchAll(/\bs3[an]?:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?![a-z0-9.-])/g);
  return [...new Set([...named].map(([, bucket]) => bucket ?? ''))];
}

function refusal(uri: string, cause: string): NdrError {
  return new NdrError({ code: 'local.storage', place: uri, cause, remedy: 'Correct the URI.' });
}
