import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { parseRange } from '../byte-range';
import { header, type S3Answer, type S3Call } from '../call';
import {
  checksumAlgorithms,
  checksumHeaders,
  checksumMembers,
  compositeChecksum,
  knownAlgorithm,
  type Checksum,
} from '../checksums';
import { writeConditions } from '../conditions';
import { openCopySource } from '../copy-source';
import type { MultipartUpload, UploadAttributes, UploadedPart } from '../multipart-uploads';
import { keptHeadersOf, quoted, xmlAnswer } from '../object-headers';
import { receiveBody, writeMeasured } from '../receive-body';
import { S3Error } from '../s3-error';
import type { S3Services } from '../services';
import { readXml, xmlDocument } from '../xml';

const mostParts = 10_000;
/** Each part but the last has at least so many bytes. */
const smallestPart = 5 * 2 ** 20;

export function createMultipartUpload(call: S3Call, { folders, uploads }: S3Services): S3Answer {
  call.body.resume();
  const { bucket, key } = folders.place(call.bucket, call.key);
  const attributes = { headers: keptHeadersOf(call), ...checksumOf(call) };
  const UploadId = uploads.create(bucket, key, attributes);
  const { checksum } = attributes;
  return {
    ...xmlAnswer(xmlDocument('InitiateMultipartUploadResult', { Bucket: bucket, Key: key, UploadId })),
    headers: {
      'content-type': 'application/xml',
      ...(checksum && { 'x-amz-checksum-algorithm': checksum.algorithm, 'x-amz-checksum-type': checksum.type }),
    },
  };
}

/** Unless the request says otherwise, a checksum is made as S3 makes it: of CRC64NVME always of the whole object. */
function checksumOf(call: S3Call): Pick<UploadAttributes, 'checksum'> {
  const named = header(call, 'x-amz-checksum-algorithm');
  if (named === undefined) return {};
  const algorithm = knownAlgorithm(named);
  const whole = algorithm === 'CRC64NVME' || header(call, 'x-amz-checksum-type') === 'FULL_OBJECT';
  return { checksum: { algorithm, type: whole ? 'FULL_OBJECT' : 'COMPOSITE' } };
}

export async function uploadPart(call: S3Call, { folders, uploads }: S3Services): Promise<S3Answer> {
  const [upload, number] = [uploadOf(call, uploads), partNumber(call)];
  const file = folders.newUpload();
  try {
    const received = await receiveBody(call, file);
    uploads.addPart(upload, number, file, received);
    return { status: 200, headers: { etag: quoted(received.md5), ...checksumHeaders(received.checksum) } };
  } finally {
    await rm(file, { force: true });
  }
}

export async function uploadPartCopy(call: S3Call, { folders, uploads }: S3Services): Promise<S3Answer> {
  call.body.resume();
  const [upload, number] = [uploadOf(call, uploads), partNumber(call)];
  const source = await openCopySource(call, folders);
  const file = folders.newUpload();
  try {
    const range = parseRange(header(call, 'x-amz-copy-source-range'), source.info.size);
    const bytes = source.file.createReadStream({ autoClose: false, ...range });
    const received = await writeMeasured(bytes, file, { algorithm: upload.checksum?.algorithm });
    uploads.addPart(upload, number, file, received);
    return xmlAnswer(
      xmlDocument('CopyPartResult', {
        LastModified: new Date().toISOString(),
        ETag: quoted(received.md5),
        ...checksumMembers(received.checksum),
      }),
    );
  } finally {
    await source.file.close();
    await rm(file, { force: true });
  }
}

const partNumberForm = z.coerce.number().int().min(1).max(mostParts);
const completion = z.object({
  CompleteMultipartUpload: z.object({
    Part: z
      .array(
        z.object({
          PartNumber: partNumberForm,
          ETag: z.string(),
          ...Object.fromEntries(checksumAlgorithms.map((name) => [`Checksum${name}`, z.string().optional()])),
        }),
      )
      .min(1)
      .max(mostParts),
  }),
});

type CompletedPart = z.infer<typeof completion>['CompleteMultipartUpload']['Part'][number];

export async function completeMultipartUpload(call: S3Call, { folders, uploads }: S3Services): Promise<S3Answer> {
  const upload = uploadOf(call, uploads);
  const place = folders.place(call.bucket, call.key);
  const conditions = writeConditions(call);
  const asked = (await readXml(call.body, completion)).CompleteMultipartUpload.Part;
  const parts = partsOf(upload, asked, uploads.parts(upload.id));
  const file = folders.newUpload();
  try {
    const whole = upload.checksum?.type === 'FULL_OBJECT' ? upload.checksum.algorithm : undefined;
    const received = await writeMeasured(Readable.from(bytesOf(parts)), file, { algorithm: whole });
    const checksum = received.checksum ?? (await checksumOfParts(upload, parts));
    checkGivenChecksum(call, checksum);
    const etag = etagOfParts(parts);
    folders.commit(file, place, { etag, headers: upload.headers, ...(checksum && { checksum }) }, conditions);
    uploads.remove(upload.id);
    return xmlAnswer(
      xmlDocument('CompleteMultipartUploadResult', {
        Location: `/${place.bucket}/${place.key}`,
        Bucket: place.bucket,
        Key: place.key,
        ETag: quoted(etag),
        ...checksumMembers(checksum),
      }),
    );
  } finally {
    await rm(file, { force: true });
  }
}

/** The stored parts that a client asks for. @throws S3Error where they are not as it says */
function partsOf(
  upload: MultipartUpload,
  asked: readonly CompletedPart[],
  stored: readonly UploadedPart[],
): UploadedPart[] {
  const byNumber = new Map(stored.map((part) => [part.number, part]));
  if (asked.some(({ PartNumber }, index) => PartNumber <= (asked[index - 1]?.PartNumber ?? 0))) {
    const message = 'The list of parts was not in ascending order. Parts must be ordered by part number.';
    throw new S3Error('InvalidPartOrder', message);
  }
  return asked.map(({ PartNumber, ETag, ...rest }, index) => {
    const part = byNumber.get(PartNumber);
    const { algorithm } = upload.checksum ?? {};
    const given = algorithm && (rest as Readonly<Record<string, string | undefined>>)[`Checksum${algorithm}`];
    if (part?.md5 !== ETag.replaceAll('"', '') || (given !== undefined && given !== part.checksum)) {
      throw new S3Error(
        'InvalidPart',
        "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      );
    }
    if (index < asked.length - 1 && part.size < smallestPart) {
      throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
    }
    return part;
  });
}

async function* bytesOf(parts: readonly UploadedPart[]): AsyncGenerator<Buffer> {
  for (const { file } of parts) yield* createReadStream(file) as AsyncIterable<Buffer>;
}

async function checksumOfParts(
  { checksum }: MultipartUpload,
  parts: readonly UploadedPart[],
): Promise<Checksum | undefined> {
  const values = parts.flatMap((part) => (part.checksum === null ? [] : [part.checksum]));
  if (!checksum || values.length < parts.length) return undefined;
  return compositeChecksum(checksum.algorithm, values);
}

function checkGivenChecksum(call: S3Call, checksum: Checksum | undefined): void {
  const given = checksum && header(call, `x-amz-checksum-${checksum.algorithm.toLowerCase()}`);
  if (given !== undefined && given !== checksum?.value.replace(/-\d+$/, '') && given !== checksum?.value) {
    throw new S3Error('BadDigest', 'The checksum you specified did not match the calculated checksum.');
  }
}

function etagOfParts(parts: readonly UploadedPart[]): string {
  const hash = createHash('md5');
  for (const { md5 } of parts) hash.update(Buffer.from(md5, 'hex'));
  return `${hash.digest('hex')}-${parts.length}`;
}

export function abortMultipartUpload(call: S3Call, { uploads }: S3Services): S3Answer {
  uploads.remove(uploadOf(call, uploads).id);
  return { status: 204 };
}

export function listParts(call: S3Call, { uploads }: S3Services): S3Answer {
  const upload = uploadOf(call, uploads);
  const { algorithm } = upload.checksum ?? {};
  const marker = wholeNumber(call, 'part-number-marker', 0);
  const most = Math.min(wholeNumber(call, 'max-parts', 1000), 1000);
  const parts = uploads.parts(upload.id).filter(({ number }) => number > marker);
  const page = parts.slice(0, most);
  return xmlAnswer(
    xmlDocument('ListPartsResult', {
      Bucket: upload.bucket,
      Key: upload.key,
      UploadId: upload.id,
      PartNumberMarker: marker,
      ...(page.length < parts.length && { NextPartNumberMarker: page.at(-1)?.number ?? marker }),
      MaxParts: most,
      IsTruncated: page.length < parts.length,
      StorageClass: 'STANDARD',
      Part: page.map(({ number, created, md5, size, checksum }) => ({
        PartNumber: number,
        LastModified: created,
        ETag: quoted(md5),
        Size: size,
        ...(algorithm && checksum !== null && { [`Checksum${algorithm}`]: checksum }),
      })),
    }),
  );
}

export function listMultipartUploads({ bucket, query }: S3Call, { folders, uploads }: S3Services): S3Answer {
  folders.bucketFolder(bucket);
  const prefix = query.get('prefix') ?? '';
  const found = uploads.list(bucket, prefix);
  return xmlAnswer(
    xmlDocument('ListMultipartUploadsResult', {
      Bucket: bucket,
      Prefix: prefix,
      MaxUploads: found.length,
      IsTruncated: false,
      Upload: found.map(({ id, key, created }) => ({
        Key: key,
        UploadId: id,
        Initiated: created,
        StorageClass: 'STANDARD',
      })),
    }),
  );
}

function uploadOf({ bucket, key, query }: S3Call, uploads: S3Services['uploads']): MultipartUpload {
  return uploads.get(bucket, key, query.get('uploadId') ?? '');
}

function partNumber({ query }: S3Call): number {
  const number = partNumberForm.safeParse(query.get('partNumber'));
  if (number.success) return number.data;
  throw new S3Error('InvalidArgument', `Part number must be an integer between 1 and ${mostParts}, inclusive`);
}

function wholeNumber({ query }: S3Call, name: string, otherwise: number): number {
  const text = query.get(name) ?? String(otherwise);
  if (!/^\d{1,9}$/.test(text)) throw new S3Error('InvalidArgument', `Argument ${name} must be an integer`);
  return Number(text);
}
