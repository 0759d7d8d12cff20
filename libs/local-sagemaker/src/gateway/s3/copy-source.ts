import type { FileHandle } from 'node:fs/promises';
import { decoded, header, parseTarget, type S3Call } from './call';
import { checkCopyConditions } from './conditions';
import type { ObjectFolders, ObjectInfo, ObjectPlace } from './object-folders';
import { notImplemented, S3Error } from './s3-error';

/** The object that a request copies, open for reading. */
export interface CopySource {
  readonly place: ObjectPlace;
  readonly file: FileHandle;
  readonly info: ObjectInfo;
}

/** Whether a request copies an object instead of bringing one. */
export function isCopy(call: S3Call): boolean {
  return header(call, 'x-amz-copy-source') !== undefined;
}

/**
 * Opens the source of a copy; the caller closes it.
 * @throws S3Error `NoSuchKey`, `PreconditionFailed`, …
 */
export async function openCopySource(call: S3Call, folders: ObjectFolders): Promise<CopySource> {
  const source = header(call, 'x-amz-copy-source') ?? '';
  // Clients encode it, and may leave out the first slash.
  const { bucket, key, query } = parseTarget(source.startsWith('/') ? source : `/${decodeSlash(source)}`);
  const version = query.get('versionId');
  if (version !== null && version !== 'null') throw notImplemented('versions of objects');
  if (key === '') throw new S3Error('InvalidArgument', 'Copy Source must mention the source bucket and key');
  const place = folders.place(bucket, key);
  const opened = await folders.open(place);
  try {
    checkCopyConditions(call, opened.info);
    return { place, ...opened };
  } catch (error) {
    await opened.file.close();
    throw error;
  }
}

/** Some clients encode also the slash between bucket and key. */
function decodeSlash(source: string): string {
  return source.includes('/') ? source : decoded(source).split('/').map(encodeURIComponent).join('/');
}
