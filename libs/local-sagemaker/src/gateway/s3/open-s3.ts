import { MultipartUploads } from './multipart-uploads';
import { ObjectAttributesStore } from './object-attributes';
import { openObjectDatabase } from './object-database';
import { ObjectFolders } from './object-folders';
import type { S3Services } from './services';

/** Where S3 keeps what it has. */
export interface S3Options {
  /** Holds a folder for each bucket. */
  readonly buckets: string;
  /** Files on their way into a bucket, on the same file system. */
  readonly uploads: string;
  /** Parts of objects whose upload has not ended, on the same file system. */
  readonly parts: string;
  /** What is kept beside the bytes of objects. */
  readonly database: string;
  readonly region: string;
  readonly account: string;
}

/** What the operations of S3 work on, until it is closed. */
export interface OpenS3 extends S3Services {
  close(): void;
}

/** Opens the buckets of a state folder whose lock the caller holds. */
export function openS3({ buckets, uploads, parts, database: file, region, account }: S3Options): OpenS3 {
  const database = openObjectDatabase(file);
  return {
    folders: new ObjectFolders({ root: buckets, uploads, attributes: new ObjectAttributesStore(database) }),
    uploads: new MultipartUploads(database, parts),
    region,
    account,
    close: () => database.close(),
  };
}
