import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { S3Error } from './s3-error';

/** A request to S3: what it names, and what it brings. */
export interface S3Call {
  readonly method: string;
  /** Empty where the request is about all buckets. */
  readonly bucket: string;
  /** Empty where the request is about a bucket. */
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readable;
}

/** What S3 answers. */
export interface S3Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** XML, or the bytes of an object. */
  readonly body?: string | Readable;
}

/** Bucket, key and query of a path-style request target, which stays as it was sent: nothing is normalized. */
export function parseTarget(target: string): Pick<S3Call, 'bucket' | 'key' | 'query'> {
  const [path = '', ...rest] = target.split('?');
  const [, bucket = '', key = ''] = /^\/([^/]*)(?:\/(.*))?$/s.exec(path) ?? refuseTarget(target);
  return { bucket: decoded(bucket), key: decoded(key), query: new URLSearchParams(rest.join('?')) };
}

/** The text of a header; undefined where it is absent. */
export function header(call: Pick<S3Call, 'headers'>, name: string): string | undefined {
  const value = call.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

/** `text` without its percent signs' encoding, which is UTF-8. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return refuseTarget(text);
  }
}

function refuseTarget(target: string): never {
  throw new S3Error('InvalidURI', `Couldn't parse the specified URI: ${target.slice(0, 200)}`);
}
