import { NdrError } from '@ndr/core';
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file so that a reader sees the former one or the whole new one; of several writers, one's file stays.
 * @throws NdrError `job-spec.unwritable`
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  const part = `${path}.${randomUUID()}.new`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(part, text);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw new NdrError({
      code: 'job-spec.unwritable',
      place: path,
      cause: (error as Error).message,
      remedy: 'Make the folder writable, or name another state folder with --state.',
    });
  }
}
