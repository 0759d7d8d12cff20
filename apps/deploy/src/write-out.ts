import { NdrError } from '@ndr/core';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file that `--out` named, its folder too when that is not there.
 * @throws NdrError `usage` when it cannot be written
 */
export async function writeOut(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (error) {
    throw new NdrError({
      code: 'usage',
      place: `--out ${path}`,
      cause: (error as Error).message,
      remedy: 'Name another place, or make this one writable.',
    });
  }
}
