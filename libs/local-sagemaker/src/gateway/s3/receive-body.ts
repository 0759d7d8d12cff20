import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AwsChunkedDecoder } from './aws-chunked';
import { header, type S3Call } from './call';
import {
  announcedAlgorithm,
  checksumHeader,
  runningChecksum,
  type Checksum,
  type ChecksumAlgorithm,
  type RunningChecksum,
} from './checksums';
import { S3Error } from './s3-error';

/** Largest object, or part of one, that one request brings: 5 GiB, as in S3. */
const largestBody = 5 * 2 ** 30;

/** What is known of bytes that were written to a file. */
export interface Received {
  readonly size: number;
  /** MD5 in hexadecimal digits. */
  readonly md5: string;
  readonly checksum?: Checksum;
}

/**
 * Writes the bytes that a request brings to `file`, and compares them with the lengths and checksums that it names.
 * @throws S3Error when they differ; the file is then of no use
 */
export async function receiveBody(call: S3Call, file: string): Promise<Received> {
  const algorithm = announcedAlgorithm(call);
  const expected = expectations(call, algorithm);
  const decoder = isAwsChunked(call) ? new AwsChunkedDecoder() : undefined;
  const sha256 = createHash('sha256');
  const received = await writeMeasured(decoder ? call.body.pipe(decoder) : call.body, file, {
    algorithm,
    onBytes: (bytes) => {
      if (expected.sha256 !== undefined) sha256.update(bytes);
    },
    source: call.body,
  });
  if (expected.length !== undefined && received.size !== expected.length) {
    throw new S3Error('IncompleteBody', 'The number of bytes is not the one that the headers name.');
  }
  if (expected.md5 !== undefined && received.md5 !== expected.md5) throw badDigest('Content-MD5');
  if (expected.sha256 !== undefined && sha256.digest('hex') !== expected.sha256) {
    throw new S3Error(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  }
  if (algorithm) {
    const name = checksumHeader(algorithm);
    const given = header(call, name) ?? decoder?.trailers.get(name);
    if (given !== undefined && given !== received.checksum?.value) throw badDigest(algorithm);
  }
  return received;
}

interface Measuring {
  readonly algorithm: ChecksumAlgorithm | undefined;
  readonly onBytes?: (bytes: Buffer) => void;
  /** The stream that has to end when writing fails, where `bytes` is another one made from it. */
  readonly source?: Readable;
}

/** Writes `bytes` to `file`, and measures them on the way. */
export async function writeMeasured(
  bytes: Readable,
  file: string,
  { algorithm, onBytes, source }: Measuring,
): Promise<Received> {
  const md5 = createHash('md5');
  const checksum: RunningChecksum | undefined = algorithm && runningChecksum(algorithm);
  let size = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      size += chunk.length;
      if (size > largestBody) {
        callback(new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size'));
        return;
      }
      md5.update(chunk);
      checksum?.update(chunk);
      onBytes?.(chunk);
      callback(null, chunk);
    },
  });
  if (source && source !== bytes) source.once('error', (error) => bytes.destroy(error));
  await pipeline(bytes, meter, createWriteStream(file, { flags: 'wx' }));
  return {
    size,
    md5: md5.digest('hex'),
    ...(checksum &&
      algorithm && {
        checksum: { algorithm, value: (await checksum.digest()).toString('base64'), type: 'FULL_OBJECT' },
      }),
  };
}

interface Expectations {
  readonly length: number | undefined;
  readonly md5: string | undefined;
  readonly sha256: string | undefined;
}

function expectations(call: S3Call, algorithm: ChecksumAlgorithm | undefined): Expectations {
  const length = header(call, 'x-amz-decoded-content-length') ?? header(call, 'content-length');
  if (length !== undefined && !/^\d{1,15}$/.test(length)) {
    throw new S3Error('InvalidArgument', 'The length of the content is no number.');
  }
  if (length !== undefined && Number(length) > largestBody) {
    throw new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
  }
  const md5 = header(call, 'content-md5');
  if (md5 !== undefined && Buffer.from(md5, 'base64').length !== 16) {
    throw new S3Error('InvalidDigest', 'The Content-MD5 you specified was invalid.');
  }
  const given = algorithm && header(call, checksumHeader(algorithm));
  if (algorithm && given !== undefined && !/^[A-Za-z0-9+/]+={0,2}$/.test(given)) {
    throw new S3Error('InvalidRequest', `Value for ${checksumHeader(algorithm)} header is invalid.`);
  }
  const sha256 = header(call, 'x-amz-content-sha256');
  return {
    length: length === undefined ? undefined : Number(length),
    md5: md5 && Buffer.from(md5, 'base64').toString('hex'),
    sha256: sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256) ? sha256 : undefined,
  };
}

function isAwsChunked(call: S3Call): boolean {
  return (
    (header(call, 'x-amz-content-sha256') ?? '').startsWith('STREAMING-') ||
    contentEncodings(call).includes('aws-chunked')
  );
}

/** The encodings that a request names, `aws-chunked` among them. */
export function contentEncodings(call: S3Call): string[] {
  const named = (header(call, 'content-encoding') ?? '').split(',').map((name) => name.trim());
  return named.filter((name) => name !== '');
}

function badDigest(what: string): S3Error {
  return new S3Error('BadDigest', `The ${what} you specified did not match the calculated checksum.`);
}
