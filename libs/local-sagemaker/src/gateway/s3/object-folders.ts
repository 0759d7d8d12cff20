import { createHash, randomUUID } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
  unlinkSync,
  type BigIntStats,
} from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkWriteConditions, type WriteConditions } from './conditions';
import type { FileIdentity, ObjectAttributes, ObjectAttributesStore } from './object-attributes';
import { notImplemented, S3Error } from './s3-error';
import { isContained } from '../../storage/contained-path';
import { keyFault, longestKey } from '../../storage/object-key';
import { bucketNameForm } from '../../storage/s3-uri';

/** An object as it is told of. */
export interface ObjectInfo extends ObjectAttributes {
  readonly size: number;
  readonly modified: Date;
}

/** Where an object is, or would be. */
export interface ObjectPlace {
  readonly bucket: string;
  readonly key: string;
  readonly file: string;
}

/** Where objects are kept. */
export interface ObjectFoldersOptions {
  /** Holds a folder for each bucket. */
  readonly root: string;
  /** On the same file system, for files that are not complete yet. */
  readonly uploads: string;
  readonly attributes: ObjectAttributesStore;
}

const triesWhileFoldersVanish = 10;

/** The objects of S3 as files: a folder a bucket, a file an object. Others may write the same files at the same time. */
export class ObjectFolders {
  readonly attributes: ObjectAttributesStore;
  /** Holds a folder for each bucket. */
  readonly root: string;
  private readonly uploads: string;

  constructor({ root, uploads, attributes }: ObjectFoldersOptions) {
    this.root = root;
    this.uploads = uploads;
    this.attributes = attributes;
    mkdirSync(root, { recursive: true });
    mkdirSync(uploads, { recursive: true });
  }

  /** Names of the buckets, with the times at which they were last changed. */
  buckets(): { readonly name: string; readonly created: Date }[] {
    return readdirSync(this.root, { withFileTypes: true })
      .filter(({ name }) => bucketNameForm.test(name) && this.hasBucket(name))
      .map(({ name }) => ({ name, created: statSync(join(this.root, name)).birthtime }))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  hasBucket(bucket: string): boolean {
    const folder = join(this.root, bucket);
    const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
    return bucketNameForm.test(bucket) && isFolder && isContained(this.root, folder);
  }

  /** @throws S3Error `InvalidBucketName` */
  createBucket(bucket: string): void {
    if (!bucketNameForm.test(bucket)) throw new S3Error('InvalidBucketName', 'The specified bucket is not valid.');
    mkdirSync(join(this.root, bucket), { recursive: true });
  }

  /** Removes a bucket with its empty folders. @throws S3Error `NoSuchBucket`, `BucketNotEmpty` */
  removeBucket(bucket: string): void {
    if (!removeEmptyFolders(this.bucketFolder(bucket))) {
      throw new S3Error('BucketNotEmpty', 'The bucket you tried to delete is not empty');
    }
  }

  /** @throws S3Error `NoSuchBucket` */
  bucketFolder(bucket: string): string {
    if (!this.hasBucket(bucket)) throw new S3Error('NoSuchBucket', 'The specified bucket does not exist');
    return join(this.root, bucket);
  }

  /** @throws S3Error `NoSuchBucket`, `KeyTooLongError`, or `NotImplemented` for a key that no file can have */
  place(bucket: string, key: string): ObjectPlace {
    const folder = this.bucketFolder(bucket);
    if (Buffer.byteLength(key) > longestKey) throw new S3Error('KeyTooLongError', 'Your key is too long');
    const fault = key.endsWith('/') ? 'a key that ends with a slash would be a folder' : keyFault(key);
    if (fault !== undefined) throw notImplemented(`this key: objects are files here, and ${fault}`);
    const file = join(folder, key);
    if (!isContained(this.root, file)) throw notImplemented('links that lead out of the folder of buckets');
    return { bucket, key, file };
  }

  /** What is known of an object; undefined where there is none. */
  find(place: ObjectPlace): ObjectInfo | undefined {
    const stats = statOf(place.file);
    return stats?.isFile() ? this.infoOf(place.bucket, place.key, stats) : undefined;
  }

  /** What is known of the object of a file. */
  infoOf(bucket: string, key: string, stats: BigIntStats): ObjectInfo {
    const file = identityOf(stats);
    const attributes = this.attributes.get(bucket, key, file) ?? { etag: etagOfFile(file), headers: {} };
    return { ...attributes, size: Number(stats.size), modified: stats.mtime };
  }

  /** Opens an object, so that what is read is one object whatever others write. @throws S3Error `NoSuchKey` */
  async open(place: ObjectPlace): Promise<{ readonly file: FileHandle; readonly info: ObjectInfo }> {
    const file = await open(place.file, 'r').catch(() => undefined);
    if (!file) throw noSuchKey();
    const stats = await file.stat({ bigint: true });
    if (stats.isFile()) return { file, info: this.infoOf(place.bucket, place.key, stats) };
    await file.close();
    throw noSuchKey();
  }

  /** A new path for a file that becomes an object, or a part of one, when it is complete. */
  newUpload(): string {
    return join(this.uploads, randomUUID());
  }

  /**
   * Makes the file `upload` the object at `place`: readers see the former object or the whole new one.
   * @throws S3Error `PreconditionFailed` when `conditions` do not hold
   */
  commit(upload: string, place: ObjectPlace, attributes: ObjectAttributes, conditions: WriteConditions = {}): void {
    // From here on nothing waits, so that no other request changes the object between the check and the renaming.
    const { bucket, key, file } = place;
    checkWriteConditions(conditions, this.find(place));
    const identity = identityOf(statSync(upload, { bigint: true }));
    this.attributes.put(bucket, key, identity, attributes);
    if (conditions.ifNoneMatch === '*') linkInto(upload, file);
    else moveInto(upload, file);
    this.attributes.keepOnly(bucket, key, identity);
  }

  /** Removes an object, if there is one, and the folders that it leaves empty. */
  remove(place: ObjectPlace, conditions: WriteConditions = {}): void {
    const found = this.find(place);
    checkWriteConditions(conditions, found);
    if (!found) return;
    rmSync(place.file, { force: true });
    this.attributes.remove(place.bucket, place.key);
    const bucket = join(this.root, place.bucket);
    for (let folder = dirname(place.file); folder !== bucket; folder = dirname(folder)) {
      if (!removeFolder(folder)) return;
    }
  }
}

export function noSuchKey(): S3Error {
  return new S3Error('NoSuchKey', 'The specified key does not exist.');
}

function statOf(file: string): BigIntStats | undefined {
  try {
    return statSync(file, { bigint: true });
  } catch {
    return undefined; // of a path through a file too
  }
}

function identityOf({ ino, mtimeNs, size }: BigIntStats): FileIdentity {
  return { inode: ino, modifiedNs: mtimeNs, size };
}

/** The tag of a file that did not come through the gateway: as that of an object made of parts, it is no MD5. */
function etagOfFile({ inode, modifiedNs, size }: FileIdentity): string {
  return `${createHash('md5').update(`${inode}-${modifiedNs}-${size}`).digest('hex')}-1`;
}

function moveInto(upload: string, file: string): void {
  intoFolder(file, () => renameSync(upload, file));
}

/** As `moveInto`, unless another process made the file in the meantime. */
function linkInto(upload: string, file: string): void {
  intoFolder(file, () => linkSync(upload, file));
  unlinkSync(upload);
}

/** Runs `write`, once the folder of `file` is there: a job, or the removal of an object, may take it away again. */
function intoFolder(file: string, write: () => void): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      mkdirSync(dirname(file), { recursive: true });
      write();
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' && attempt < triesWhileFoldersVanish) continue;
      if (code === 'EISDIR' && attempt === 1 && removeEmptyFolders(file)) continue;
      if (code === 'EEXIST' && statOf(file)?.isFile()) {
        throw new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
      }
      if (code === 'EISDIR' || code === 'ENOTDIR' || code === 'EEXIST') {
        throw notImplemented('an object whose key is the folder of others');
      }
      throw error;
    }
  }
}

/** Removes `folder` when nothing but folders is in it; answers whether it is gone. */
function removeEmptyFolders(folder: string): boolean {
  const entries = readdirSync(folder, { withFileTypes: true });
  return (
    entries.every((entry) => entry.isDirectory() && removeEmptyFolders(join(folder, entry.name))) &&
    removeFolder(folder)
  );
}

function removeFolder(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return false; // something is in it
  }
}
