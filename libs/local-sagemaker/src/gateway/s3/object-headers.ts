import { header, type S3Answer, type S3Call } from './call';
import { contentEncodings } from './receive-body';
import type { ObjectInfo } from './object-folders';
import { notImplemented } from './s3-error';

const keptHeaders = ['cache-control', 'content-disposition', 'content-language', 'content-type', 'expires'] as const;

/** Headers of what folders do not do; ignoring them would be a lie to who sends them. */
const refusedHeaders = /^x-amz-(tagging|object-lock-|server-side-encryption-customer-|website-redirect|write-offset)/;

/**
 * The headers of a request that are kept with the object that it brings.
 * @throws S3Error `NotImplemented` for what is not kept
 */
export function keptHeadersOf(call: S3Call): Record<string, string> {
  const refused = Object.keys(call.headers).find((name) => refusedHeaders.test(name));
  if (refused !== undefined) throw notImplemented(`the header ${refused}`);
  const names = [...keptHeaders, ...Object.keys(call.headers).filter((name) => name.startsWith('x-amz-meta-'))];
  const kept = names.flatMap((name) => {
    const value = header(call, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const encodings = contentEncodings(call).filter((name) => name !== 'aws-chunked');
  return {
    ...Object.fromEntries(kept),
    ...(encodings.length > 0 && { 'content-encoding': encodings.join(',') }),
  };
}

/** The headers that tell of an object. */
export function objectHeaders({ etag, modified, headers }: ObjectInfo): Record<string, string> {
  return {
    'accept-ranges': 'bytes',
    'content-type': 'binary/octet-stream',
    ...headers,
    etag: quoted(etag),
    'last-modified': modified.toUTCString(),
  };
}

/** A tag as HTTP writes it. */
export const quoted = (etag: string) => `"${etag}"`;

/** An answer that holds an XML document. */
export function xmlAnswer(body: string): S3Answer {
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
}
