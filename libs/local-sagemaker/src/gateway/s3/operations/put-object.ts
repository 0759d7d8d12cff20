import { rm } from 'node:fs/promises';
import { header, type S3Answer, type S3Call } from '../call';
import { checksumHeaders, checksumMembers, knownAlgorithm } from '../checksums';
import { writeConditions } from '../conditions';
import { openCopySource } from '../copy-source';
import { keptHeadersOf, quoted, xmlAnswer } from '../object-headers';
import { receiveBody, writeMeasured } from '../receive-body';
import { S3Error } from '../s3-error';
import type { S3Services } from '../services';
import { xmlDocument } from '../xml';

export async function putObject(call: S3Call, { folders }: S3Services): Promise<S3Answer> {
  const place = folders.place(call.bucket, call.key);
  const [headers, conditions] = [keptHeadersOf(call), writeConditions(call)];
  const upload = folders.newUpload();
  try {
    const { md5, checksum } = await receiveBody(call, upload);
    folders.commit(upload, place, { etag: md5, headers, ...(checksum && { checksum }) }, conditions);
    return { status: 200, headers: { etag: quoted(md5), ...checksumHeaders(checksum) } };
  } finally {
    await rm(upload, { force: true });
  }
}

export async function copyObject(call: S3Call, { folders }: S3Services): Promise<S3Answer> {
  call.body.resume();
  const place = folders.place(call.bucket, call.key);
  const [given, conditions] = [keptHeadersOf(call), writeConditions(call)];
  const replaces = header(call, 'x-amz-metadata-directive') === 'REPLACE';
  const source = await openCopySource(call, folders);
  const upload = folders.newUpload();
  try {
    if (source.place.file === place.file && !replaces) {
      throw new S3Error(
        'InvalidRequest',
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
      );
    }
    const named = header(call, 'x-amz-checksum-algorithm');
    const algorithm = named === undefined ? source.info.checksum?.algorithm : knownAlgorithm(named);
    const { md5, checksum } = await writeMeasured(source.file.createReadStream({ autoClose: false }), upload, {
      algorithm,
    });
    const headers = replaces ? given : source.info.headers;
    folders.commit(upload, place, { etag: md5, headers, ...(checksum && { checksum }) }, conditions);
    const modified = folders.find(place)?.modified ?? new Date();
    return xmlAnswer(
      xmlDocument('CopyObjectResult', {
        LastModified: modified.toISOString(),
        ETag: quoted(md5),
        ...checksumMembers(checksum),
      }),
    );
  } finally {
    await source.file.close();
    await rm(upload, { force: true });
  }
}
