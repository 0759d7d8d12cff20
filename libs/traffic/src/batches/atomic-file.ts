import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { ifThere } from '../system-error';

/**
 * Replaces a file in one act: readers see the former content or the new one. `staging` is a folder of the same file
 * system that no reader looks at.
 */
export async function replaceFile(file: string, content: string, staging: string): Promise<void> {
  const written = join(staging, randomUUID());
  await writeFile(written, content);
  await moveInto(written, file);
}

/**
 * Moves a file over another, unless that holds the same bytes already.
 * @returns whether anything changed.
 */
export async function moveUnlessSame(from: string, to: string): Promise<boolean> {
  if (await haveSameBytes(from, to)) {
    await rm(from);
    return false;
  }
  await moveInto(from, to);
  return true;
}

/** A file's text; undefined when there is none. */
export async function readOptional(file: string): Promise<string | undefined> {
  return ifThere(readFile(file, 'utf8'));
}

async function moveInto(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
}

const comparedBytes = 256 * 1024;

async function haveSameBytes(left: string, right: string): Promise<boolean> {
  const [leftSize, rightSize] = await Promise.all([stat(left), ifThere(stat(right))]);
  if (leftSize.size !== rightSize?.size) return false;
  const files = await Promise.all([open(left), open(right)]);
  try {
    const buffers = files.map(() => Buffer.alloc(comparedBytes));
    for (let position = 0; position < leftSize.size; position += comparedBytes) {
      const parts = await Promise.all(
        files.map(async (file, index) => {
          const buffer = buffers[index] ?? Buffer.alloc(0);
          const { bytesRead } = await file.read(buffer, 0, comparedBytes, position);
          return buffer.subarray(0, bytesRead);
        }),
      );
      if (!parts[0]?.equals(parts[1] ?? Buffer.alloc(0))) return false;
    }
    return true;
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}
