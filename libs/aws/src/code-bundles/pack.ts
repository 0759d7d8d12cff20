import { sha256Hex, type FileAsset, type FilesAsset, type PythonPackagesAsset } from '@ndr/core';
import { zipSync, type Zippable } from 'fflate';
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { CodeBundle } from './code-bundle';
import { readSource, sourceFiles } from './source-files';

// A zip holds local times without a zone: these parts are the same everywhere. 1980 is the first year that it knows.
const zipTime = new Date(1980, 0, 1);
const regularFile = 0o100644;
const unix = 3;
// Stored as they are: each synthesis needs the digests, and sources are too small for compression to save an upload.
const stored = 0;

/** The script itself. */
export async function packFile({ root, path }: FileAsset): Promise<CodeBundle> {
  const bytes = await readSource(join(root, path));
  return { digest: digestOf(bytes), objects: [{ suffix: '', bytes }] };
}

/** One zip a package, the package's folder inside; the same sources give the same bytes on every machine. */
export async function packPythonPackages({ root, packages }: PythonPackagesAsset): Promise<CodeBundle> {
  const objects = await Promise.all(
    [...packages].sort().map(async (folder) => ({
      suffix: `/${basename(folder)}.zip`,
      bytes: zipPackage(basename(folder), await sourceFiles(join(root, folder))),
    })),
  );
  const lines = objects.map(({ suffix, bytes }) => `${suffix} ${digestOf(bytes)}`);
  return { digest: sha256Hex(lines.join('\n')), objects };
}

/** The files as they are, and a zip of each folder; together they lie in one folder. */
export async function packFiles({ root, paths }: FilesAsset): Promise<CodeBundle> {
  const objects = await Promise.all(
    [...paths].sort().map(async (path) => {
      const place = join(root, path);
      if (await isFolder(place)) {
        return { suffix: `/${basename(path)}.zip`, bytes: zipFolder(await sourceFiles(place)) };
      }
      return { suffix: `/${basename(path)}`, bytes: await readSource(place) };
    }),
  );
  return { digest: sha256Hex(objects.map(({ suffix, bytes }) => `${suffix} ${digestOf(bytes)}`).join('\n')), objects };
}

async function isFolder(path: string): Promise<boolean> {
  // A path that is absent is no folder: reading it as a file says what is wrong.
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function zipPackage(name: string, files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return zipFolder(new Map([...files].map(([path, bytes]) => [`${name}/${path}`, bytes])));
}

function zipFolder(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const entries: Zippable = {};
  for (const [path, bytes] of files) {
    entries[path] = [bytes, { level: stored, mtime: zipTime, os: unix, attrs: regularFile * 0x1_0000 }];
  }
  return zipSync(entries);
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
