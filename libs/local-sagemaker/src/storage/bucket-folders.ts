import { randomUUID } from 'node:crypto';
import { constants, type Dirent } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { NdrError } from '@ndr/core';
import { isContained } from './contained-path';
import { parseS3Uri } from './s3-uri';
import { storageFailure } from './storage-failure';

/** The part of S3 that deployment needs. */
export interface ObjectStore {
  /** Whether there is an object at `uri`. */
  exists(uri: string): Promise<boolean>;
  /** Puts an object at `uri`; readers see the former object or the whole new one. */
  put(uri: string, bytes: Uint8Array): Promise<void>;
}

/** An object of a bucket folder. */
export interface StoredObject {
  readonly key: string;
  readonly file: string;
}

/** S3 as folders: one a bucket, an object a file. */
export class BucketFolders implements ObjectStore {
  readonly root: string;
  private readonly uploads: string;

  /** @param uploads folder on the same file system, for files that are not complete yet */
  constructor(root: string, uploads: string) {
    this.root = root;
    this.uploads = uploads;
  }

  async exists(uri: string): Promise<boolean> {
    const file = this.fileOf(uri);
    const found = await stat(file).catch(() => undefined);
    // What a link outside of the buckets leads to is no object.
    return (found?.isFile() ?? false) && isContained(this.root, file);
  }

  async put(uri: string, bytes: Uint8Array): Promise<void> {
    await this.place(uri, (upload) => writeFile(upload, bytes));
  }

  /** Puts the content of `file` at `uri`. */
  async putFile(uri: string, file: string): Promise<void> {
    await this.place(uri, (upload) => copyFile(file, upload, constants.COPYFILE_FICLONE));
  }

  /** Makes a bucket; one that exists stays as it is. */
  async createBucket(bucket: string): Promise<void> {
    await mkdir(join(this.root, bucket), { recursive: true });
  }

  /**
   * Objects whose key starts with the key of `uri`, as S3 lists them: by key.
   * @throws NdrError `local.storage` when a folder cannot be read
   */
  async list(uri: string): Promise<StoredObject[]> {
    const { bucket, key } = parseS3Uri(uri);
    const folder = join(this.root, bucket);
    const above = key.slice(0, key.lastIndexOf('/') + 1);
    const found: StoredObject[] = [];
    const visit = async (prefix: string): Promise<void> => {
      for (const entry of await entriesOf(join(folder, prefix))) {
        const name = `${prefix}${entry.name}`;
        if (entry.isSymbolicLink() && !isContained(this.root, join(folder, name))) continue;
        const isFolder = await leadsToFolder(entry, join(folder, name));
        if (isFolder && (`${name}/`.startsWith(key) || key.startsWith(`${name}/`))) await visit(`${name}/`);
        else if (!isFolder && name.startsWith(key)) found.push({ key: name, file: join(folder, name) });
      }
    };
    if (isContained(this.root, join(folder, above))) await visit(above);
    return found.sort((one, other) => (one.key < other.key ? -1 : 1));
  }

  /** The file of the object at `uri`, whether it exists or not; a link may lead out of the buckets. */
  fileOf(uri: string): string {
    const { bucket, key } = parseS3Uri(uri);
    if (key === '' || key.endsWith('/')) {
      throw new NdrError({
        code: 'local.storage',
        place: uri,
        cause: 'it names a prefix, not an object',
        remedy: 'Give the key of an object.',
      });
    }
    return join(this.root, bucket, key);
  }

  private async place(uri: string, write: (upload: string) => Promise<void>): Promise<void> {
    const file = this.fileOf(uri);
    if (!isContained(this.root, dirname(file))) throw leadsOut(uri);
    const upload = join(this.uploads, randomUUID());
    try {
      await mkdir(this.uploads, { recursive: true });
      await write(upload);
      await moveInto(upload, file);
    } catch (error) {
      await rm(upload, { force: true });
      throw storageFailure(error, uri);
    }
  }
}

const triesWhileFoldersVanish = 10;

/** Moves a file to its place; whoever removes the last object of a folder meanwhile removes the folder, too. */
async function moveInto(upload: string, file: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await mkdir(dirname(file), { recursive: true });
      await rename(upload, file);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || attempt === triesWhileFoldersVanish) throw error;
    }
  }
}

function leadsOut(uri: string): NdrError {
  return new NdrError({
    code: 'local.storage',
    place: uri,
    cause: 'a link leads out of the folder of buckets',
    remedy: 'Put a folder there.',
  });
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw storageFailure(error, folder);
  }
}

/** A link within the buckets counts as what it leads to. */
async function leadsToFolder(entry: Dirent, path: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}
