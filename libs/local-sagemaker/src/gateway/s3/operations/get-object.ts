import type { S3Answer, S3Call } from '../call';
import { header } from '../call';
import { parseRange } from '../byte-range';
import { checksumHeaders } from '../checksums';
import { isKnownToReader } from '../conditions';
import { noSuchKey, type ObjectInfo } from '../object-folders';
import { objectHeaders, quoted } from '../object-headers';
import { notImplemented } from '../s3-error';
import type { S3Services } from '../services';

export async function getObject(call: S3Call, { folders }: S3Services): Promise<S3Answer> {
  const { file, info } = await folders.open(folders.place(call.bucket, call.key));
  try {
    const { length, start, ...answer } = answerFor(call, info);
    if (answer.status === 304 || length === 0) {
      await file.close();
      return answer;
    }
    // A file that grows meanwhile is read no further; the stream closes it.
    return { ...answer, body: file.createReadStream({ start, end: start + length - 1 }) };
  } catch (error) {
    await file.close();
    throw error;
  }
}

export function headObject(call: S3Call, { folders }: S3Services): S3Answer {
  const info = folders.find(folders.place(call.bucket, call.key));
  if (!info) throw noSuchKey();
  const { status, headers } = answerFor(call, info);
  return { status, headers };
}

interface ObjectAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  /** The bytes that are answered. */
  readonly start: number;
  readonly length: number;
}

function answerFor(call: S3Call, info: ObjectInfo): ObjectAnswer {
  const version = call.query.get('versionId');
  if (version !== null && version !== 'null') throw notImplemented('versions of objects');
  if (isKnownToReader(call, info)) {
    const headers = { etag: quoted(info.etag), 'last-modified': info.modified.toUTCString() };
    return { status: 304, headers, start: 0, length: 0 };
  }
  const range = parseRange(header(call, 'range'), info.size);
  const { start, end } = range ?? { start: 0, end: info.size - 1 };
  return {
    status: range ? 206 : 200,
    start,
    length: end - start + 1,
    headers: {
      ...objectHeaders(info),
      ...overrides(call.query),
      'content-length': String(end - start + 1),
      ...(range && { 'content-range': `bytes ${start}-${end}/${info.size}` }),
      ...(!range && header(call, 'x-amz-checksum-mode') !== undefined && checksumHeaders(info.checksum)),
    },
  };
}

/** Headers that a (presigned) request asks to have other values: `response-content-type=…`. */
function overrides(query: URLSearchParams): Record<string, string> {
  const names = [
    'cache-control',
    'content-disposition',
    'content-encoding',
    'content-language',
    'content-type',
    'expires',
  ];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = query.get(`response-${name}`);
      return value === null ? [] : [[name, value.replace(/[^\t\x20-\x7e]/g, '')]];
    }),
  );
}
