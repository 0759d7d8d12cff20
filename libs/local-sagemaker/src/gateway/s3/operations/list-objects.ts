import { statSync } from 'node:fs';
import type { S3Answer, S3Call } from '../call';
import { quoted, xmlAnswer } from '../object-headers';
import { S3Error } from '../s3-error';
import type { S3Services } from '../services';
import { walkKeys, type KeyCursor, type WalkedKey } from '../walk-keys';
import { xmlDocument } from '../xml';

const mostKeys = 1000;

/** Where the next page of a list begins. */
interface Position {
  /** The last key, or common prefix, that was listed. */
  readonly after: string;
  readonly isPrefix: boolean;
}

interface Page {
  readonly keys: readonly WalkedKey[];
  readonly prefixes: readonly string[];
  /** Where more follows. */
  readonly next?: Position;
}

export async function listObjectsV2(call: S3Call, services: S3Services): Promise<S3Answer> {
  const { query } = call;
  const token = query.get('continuation-token') ?? undefined;
  const startAfter = query.get('start-after') ?? '';
  const start = token === undefined ? { after: startAfter, isPrefix: false } : readToken(token);
  const page = await listPage(call, services, start);
  const text = encoder(query);
  return xmlAnswer(
    xmlDocument('ListBucketResult', {
      ...common(call, page),
      KeyCount: page.keys.length + page.prefixes.length,
      ...(token !== undefined && { ContinuationToken: token }),
      ...(page.next && { NextContinuationToken: writeToken(page.next) }),
      ...(startAfter !== '' && { StartAfter: text(startAfter) }),
      ...contents(call, services, page),
    }),
  );
}

/** The first version of the operation, which boto3's resources use. */
export async function listObjects(call: S3Call, services: S3Services): Promise<S3Answer> {
  const { query } = call;
  const marker = query.get('marker') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const page = await listPage(call, services, {
    after: marker,
    isPrefix: delimiter !== '' && marker.endsWith(delimiter),
  });
  const text = encoder(query);
  return xmlAnswer(
    xmlDocument('ListBucketResult', {
      ...common(call, page),
      Marker: text(marker),
      ...(page.next && { NextMarker: text(page.next.after) }),
      ...contents(call, services, page),
    }),
  );
}

async function listPage({ bucket, query }: S3Call, { folders }: S3Services, start: Position): Promise<Page> {
  const [prefix, delimiter, most] = [query.get('prefix') ?? '', query.get('delimiter') ?? '', maxKeys(query)];
  const cursor: KeyCursor = { prefix, after: start.after, ...(start.isPrefix && { skipped: start.after }) };
  const keys: WalkedKey[] = [];
  const prefixes: string[] = [];
  let last: Position | undefined;
  for await (const walked of walkKeys(folders.bucketFolder(bucket), folders.root, cursor)) {
    if (cursor.skipped !== undefined && walked.key.startsWith(cursor.skipped)) continue;
    if (keys.length + prefixes.length >= most) return { keys, prefixes, ...(last && { next: last }) };
    const end = delimiter === '' ? -1 : walked.key.indexOf(delimiter, prefix.length);
    if (end < 0) {
      keys.push(walked);
      last = { after: walked.key, isPrefix: false };
    } else {
      const commonPrefix = walked.key.slice(0, end + delimiter.length);
      prefixes.push(commonPrefix);
      cursor.skipped = commonPrefix;
      last = { after: commonPrefix, isPrefix: true };
    }
  }
  return { keys, prefixes };
}

function common({ bucket, query }: S3Call, page: Page): object {
  const [delimiter, encoding, text] = [query.get('delimiter') ?? '', query.get('encoding-type'), encoder(query)];
  return {
    Name: bucket,
    Prefix: text(query.get('prefix') ?? ''),
    ...(delimiter !== '' && { Delimiter: text(delimiter) }),
    MaxKeys: maxKeys(query),
    ...(encoding !== null && { EncodingType: encoding }),
    IsTruncated: page.next !== undefined,
  };
}

function contents({ bucket, query }: S3Call, { folders }: S3Services, page: Page): object {
  const text = encoder(query);
  return {
    Contents: page.keys.flatMap(({ key, file }) => {
      const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
      if (!stats) return []; // removed since
      const { etag, size, modified, checksum } = folders.infoOf(bucket, key, stats);
      return {
        Key: text(key),
        LastModified: modified.toISOString(),
        ETag: quoted(etag),
        ...(checksum && { ChecksumAlgorithm: checksum.algorithm, ChecksumType: checksum.type }),
        Size: size,
        StorageClass: 'STANDARD',
      };
    }),
    CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: text(prefix) })),
  };
}

/** How keys are written into the answer: `encoding-type=url` makes every key fit into XML. */
function encoder(query: URLSearchParams): (text: string) => string {
  const encoding = query.get('encoding-type');
  if (encoding === null) return (text) => text;
  if (encoding !== 'url') throw new S3Error('InvalidArgument', 'Invalid Encoding Method specified in Request');
  return (text) => encodeURIComponent(text).replaceAll('%2F', '/');
}

function maxKeys(query: URLSearchParams): number {
  const text = query.get('max-keys') ?? String(mostKeys);
  if (!/^\d{1,10}$/.test(text)) throw new S3Error('InvalidArgument', 'Argument max-keys must be an integer');
  return Math.min(Number(text), mostKeys);
}

function writeToken({ after, isPrefix }: Position): string {
  return Buffer.from(`${isPrefix ? 'p' : 'k'}${after}`).toString('base64');
}

function readToken(token: string): Position {
  const text = Buffer.from(token, 'base64').toString('utf8');
  if (!/^[pk]./s.test(text)) throw new S3Error('InvalidArgument', 'The continuation token provided is incorrect');
  return { after: text.slice(1), isPrefix: text.startsWith('p') };
}
