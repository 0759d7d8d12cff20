import { NdrError } from '@ndr/core';
import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What lies in a package's folder and is no part of what runs: tests, caches, compiled modules, hidden files. */
const excluded = /^(tests|__pycache__|\..*|.*\.pyc)$/;

/**
 * Contents of the source files below `folder`, by path with `/`, sorted by path.
 * @throws NdrError `asset.source-missing`
 */
export async function sourceFiles(folder: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const paths = (await pathsBelow(folder, '')).sort((a, b) => (a < b ? -1 : 1));
  const contents = await Promise.all(paths.map((path) => readSource(join(folder, path))));
  return new Map(contents.map((bytes, index) => [paths[index] ?? '', bytes]));
}

/**
 * Contents of one source file.
 * @throws NdrError `asset.source-missing`
 */
export async function readSource(path: string): Promise<Uint8Array> {
  return readFile(path).catch((error: unknown) => {
    throw missing(path, error);
  });
}

async function pathsBelow(root: string, folder: string): Promise<string[]> {
  const entries = await entriesOf(join(root, folder));
  const paths: string[] = [];
  for (const entry of entries.filter(({ name }) => !excluded.test(name))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    paths.push(...(entry.isDirectory() ? await pathsBelow(root, path) : [path]));
  }
  return paths;
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw missing(folder, error);
  });
}

function missing(path: string, error: unknown): NdrError {
  return new NdrError({
    code: 'asset.source-missing',
    place: path,
    cause: `it cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`,
    remedy: "Create it, or correct the path in the pipeline's builder.",
  });
}
