import { NdrError } from '@ndr/core';

/** Whether an error comes from the operating system or from zlib: it names what is wrong by a code. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return typeof error === 'object' && error !== null && 'code' in error && !(error instanceof NdrError);
}

/** What a file operation gives; undefined when the file or folder is not there. */
export async function ifThere<Result>(operation: Promise<Result>): Promise<Result | undefined> {
  try {
    return await operation;
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
