import { NdrError } from '@ndr/core';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a page, its folder too when that is not there; a reader sees the former page or the whole new one.
 * @throws NdrError `findings.not-written`
 */
export async function writePage(path: string, html: string): Promise<void> {
  const part = `${path}.${String(process.pid)}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(part, html);
    await rename(part, path);
  } catch (error) {
    throw new NdrError({
      code: 'findings.not-written',
      place: path,
      cause: (error as Error).message,
      remedy: 'Name another file with --out.',
    });
  }
}
