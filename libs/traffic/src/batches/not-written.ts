import { NdrError } from '@ndr/core';

/** The error of a folder that cannot be written: full disk, missing rights. */
export function notWritten(place: string, error: unknown): NdrError {
  if (error instanceof NdrError) return error;
  return new NdrError({
    code: 'traffic.not-written',
    place,
    cause: error instanceof Error ? error.message : String(error),
    remedy: 'Check the free space and the rights, then run the same again: it completes what was begun.',
  });
}
