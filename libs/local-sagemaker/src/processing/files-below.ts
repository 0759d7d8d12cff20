import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { NdrError } from '@ndr/core';
import { storageFailure } from '../storage/storage-failure';

/** A file that was found. */
export interface FoundFile {
  /** Below the folder that was searched; its parts stand between slashes. */
  readonly path: string;
  /** Changes when the file does. */
  readonly state: string;
  /** Whether it has been removed since. */
  isGone(): Promise<boolean>;
}

/**
 * The files below `folder`, which lies below `root`. A job owns these folders: it may change them meanwhile, remove
 * them, or put links into them. What is gone is left out, and so are links, devices and pipes.
 * @throws NdrError `local.storage` when the folder, by a link, leads elsewhere
 */
export async function* filesBelow(root: string, folder: string): AsyncGenerator<FoundFile> {
  const real = await realpath(folder).catch(() => undefined);
  if (real === undefined) return;
  if (real !== join(await realpath(root), relative(root, folder))) {
    throw new NdrError({
      code: 'local.storage',
      place: folder,
      cause: `the job has put a link in its place, which leads to ${real}`,
      remedy: 'Let the job write into the folder that it was given.',
    });
  }
  yield* visit(folder, '');
}

async function* visit(folder: string, prefix: string): AsyncGenerator<FoundFile> {
  for (const entry of await entriesOf(join(folder, prefix))) {
    const path = `${prefix}${entry.name}`;
    const file = join(folder, path);
    if (entry.isDirectory()) yield* visit(folder, `${path}/`);
    else if (entry.isFile()) {
      const state = await stateOf(file);
      if (state !== undefined) yield { path, state, isGone: async () => (await stateOf(file)) === undefined };
    }
  }
}

async function stateOf(file: string): Promise<string | undefined> {
  const found = await lstat(file, { bigint: true }).catch(() => undefined);
  return found?.isFile() ? `${found.ino} ${found.size} ${found.mtimeNs}` : undefined;
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw storageFailure(error, folder);
  }
}
