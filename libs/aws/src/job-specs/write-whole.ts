import { NdrError } from '@ndr/core';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file so that a reader sees the former one or the whole new one.
 * @throws NdrError `job-spec.unwritable`
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.new`, text);
    await rename(`${path}.new`, path);
  } catch (error) {
    throw new NdrError({
      code: 'job-spec.unwritable',
      place: path,
      cause: (error as Error).message,
      remedy: 'Make the folder writable, or name another state folder with --state.',
    });
  }
}
