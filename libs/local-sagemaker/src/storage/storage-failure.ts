import { NdrError } from '@ndr/core';

/** The coded error of a failed file operation on `place`; a coded error stays as it is. */
export function storageFailure(error: unknown, place: string): NdrError {
  if (error instanceof NdrError) return error;
  const code = (error as NodeJS.ErrnoException).code;
  const cause = error instanceof Error ? error.message : String(error);
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL') {
    return new NdrError({
      code: 'local.disk-full',
      place,
      cause: `no space is left for it (${cause})`,
      remedy: 'Free some space, or name a state folder on another disk with --state; then run the same again.',
    });
  }
  return new NdrError({ code: 'local.storage', place, cause, remedy: 'Check the path and its rights.' });
}
