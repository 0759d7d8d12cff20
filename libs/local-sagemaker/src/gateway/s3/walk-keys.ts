import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isContained } from '../../storage/contained-path';

/** Where a walk through the keys of a bucket starts, and what it leaves out; both may change while it goes on. */
export interface KeyCursor {
  /** Keys must start with it. */
  readonly prefix: string;
  /** Keys up to and including this one are left out. */
  after: string;
  /** Keys that start with it are left out. */
  skipped?: string;
}

/** A key with the file of its object. */
export interface WalkedKey {
  readonly key: string;
  readonly file: string;
}

interface Entry {
  /** The key of a file; of a folder what the keys in it start with, a slash at its end. */
  readonly name: string;
  readonly isFolder: boolean;
}

/**
 * The keys of a bucket in S3's order, which is that of their bytes in UTF-8. Folders are read as the walk comes to
 * them, and not at all where the cursor leaves them out.
 * @param bucket the bucket's folder
 * @param root links that lead out of it are no objects
 */
export async function* walkKeys(bucket: string, root: string, cursor: KeyCursor): AsyncGenerator<WalkedKey> {
  const above = cursor.prefix.slice(0, cursor.prefix.lastIndexOf('/') + 1);
  yield* walkFolder({ bucket, root }, above, cursor);
}

interface Walked {
  readonly bucket: string;
  readonly root: string;
}

async function* walkFolder(walked: Walked, above: string, cursor: KeyCursor): AsyncGenerator<WalkedKey> {
  for (const { name, isFolder } of await entriesOf(walked, above, cursor.prefix)) {
    if (cursor.skipped !== undefined && name.startsWith(cursor.skipped)) continue;
    if (isFolder) {
      // All keys of the folder compare with `after` as its name does, unless `after` is one of them.
      if (cursor.after.startsWith(name) || compareKeys(name, cursor.after) > 0) {
        yield* walkFolder(walked, name, cursor);
      }
    } else if (cursor.after === '' || compareKeys(name, cursor.after) > 0) {
      yield { key: name, file: join(walked.bucket, name) };
    }
  }
}

async function entriesOf(walked: Walked, above: string, prefix: string): Promise<Entry[]> {
  const found = await Promise.all(
    (await dirents(join(walked.bucket, above))).map(async (entry) => {
      const name = `${above}${entry.name}`;
      if (!name.startsWith(prefix) && !prefix.startsWith(name)) return undefined;
      const kind = await kindOf(entry, join(walked.bucket, name), walked.root);
      if (kind === 'file') return name.startsWith(prefix) ? { name, isFolder: false } : undefined;
      const start = `${name}/`;
      const matches = start.startsWith(prefix) || prefix.startsWith(start);
      return kind === 'folder' && matches ? { name: start, isFolder: true } : undefined;
    }),
  );
  return found.filter((entry) => entry !== undefined).sort((one, other) => compareKeys(one.name, other.name));
}

async function dirents(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A prefix need not be a folder, and a job may remove one.
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return [];
    throw error;
  }
}

/** What an entry is; of a link that leads out of the folder of buckets, or nowhere, neither. */
async function kindOf(entry: Dirent, path: string, root: string): Promise<'file' | 'folder' | undefined> {
  const link = entry.isSymbolicLink();
  if (link && !isContained(root, path)) return undefined;
  const target = link ? await stat(path).catch(() => undefined) : entry;
  if (target?.isDirectory()) return 'folder';
  return target?.isFile() ? 'file' : undefined;
}

/** Order of keys by their bytes in UTF-8; JavaScript's own is another one beyond the basic plane. */
export function compareKeys(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
