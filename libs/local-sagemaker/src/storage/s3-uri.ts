import { NdrError } from '@ndr/core';

/** Bucket and key of an S3 URI; the key is empty where the URI names a bucket. */
export interface S3Location {
  readonly bucket: string;
  readonly key: string;
}

const form = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/s;

/**
 * Reads an S3 URI.
 * @throws NdrError `local.storage` when it is none, or when its key would leave the bucket's folder
 */
export function parseS3Uri(uri: string): S3Location {
  const [, bucket, key = ''] = form.exec(uri) ?? [];
  const parts = key.split('/');
  if (bucket === undefined) throw refusal(uri, 'it is no S3 URI of the form s3://bucket/key');
  if (parts.some((part) => part === '..' || part === '.') || parts.slice(0, -1).includes('') || key.includes('\0')) {
    throw refusal(uri, 'a key with empty, "." or ".." parts cannot be a file');
  }
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
