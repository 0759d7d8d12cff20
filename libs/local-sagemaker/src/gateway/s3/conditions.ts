import { header, type S3Call } from './call';
import type { ObjectInfo } from './object-folders';
import { notImplemented, S3Error } from './s3-error';

/** When a request writes: only while the object has this tag, or while there is none. */
export interface WriteConditions {
  readonly ifMatch?: string;
  readonly ifNoneMatch?: '*';
}

/**
 * The conditions that a writing request brings.
 * @throws S3Error `NotImplemented` for `If-None-Match` with a tag, as S3 does
 */
export function writeConditions(call: S3Call): WriteConditions {
  const ifMatch = header(call, 'if-match');
  const ifNoneMatch = header(call, 'if-none-match');
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') throw notImplemented('If-None-Match with a tag when writing');
  return { ...(ifMatch !== undefined && { ifMatch }), ...(ifNoneMatch !== undefined && { ifNoneMatch }) };
}

/** @throws S3Error `PreconditionFailed`, or `NoSuchKey` where a tag is expected and no object is there */
export function checkWriteConditions({ ifMatch, ifNoneMatch }: WriteConditions, found: ObjectInfo | undefined): void {
  if (ifNoneMatch !== undefined && found) throw preconditionFailed();
  if (ifMatch === undefined) return;
  if (!found) throw new S3Error('NoSuchKey', 'The specified key does not exist.');
  if (!tagMatches(ifMatch, found)) throw preconditionFailed();
}

/** Prefix of the headers that carry conditions: `x-amz-copy-source-` for the source of a copy. */
export type ConditionPrefix = '' | 'x-amz-copy-source-';

/**
 * Whether a reader who asks conditionally knows the object already.
 * @throws S3Error `PreconditionFailed`
 */
export function isKnownToReader(call: S3Call, found: ObjectInfo, prefix: ConditionPrefix = ''): boolean {
  const ifMatch = header(call, `${prefix}if-match`);
  const ifNoneMatch = header(call, `${prefix}if-none-match`);
  const since = timeOf(header(call, `${prefix}if-modified-since`));
  const unmodifiedSince = timeOf(header(call, `${prefix}if-unmodified-since`));
  // Times of HTTP are whole seconds.
  const modified = Math.floor(found.modified.getTime() / 1000) * 1000;
  if (ifMatch !== undefined) {
    if (!tagMatches(ifMatch, found)) throw preconditionFailed();
  } else if (unmodifiedSince !== undefined && modified > unmodifiedSince) {
    throw preconditionFailed();
  }
  if (ifNoneMatch !== undefined) return tagMatches(ifNoneMatch, found);
  return since !== undefined && modified <= since;
}

/** @throws S3Error `PreconditionFailed` */
export function checkCopyConditions(call: S3Call, source: ObjectInfo): void {
  if (isKnownToReader(call, source, 'x-amz-copy-source-')) throw preconditionFailed();
}

function tagMatches(list: string, { etag }: ObjectInfo): boolean {
  const tags = list.split(',').map((tag) =>
    tag
      .trim()
      .replace(/^W\//, '')
      .replace(/^"(.*)"$/, '$1'),
  );
  return tags.includes('*') || tags.includes(etag);
}

function timeOf(text: string | undefined): number | undefined {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

function preconditionFailed(): S3Error {
  return new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
}
