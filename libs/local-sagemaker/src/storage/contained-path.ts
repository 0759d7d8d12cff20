import { lstatSync, realpathSync } from 'node:fs';
import { dirname, sep } from 'node:path';

/**
 * Whether `path` lies below `root`, or is it, once every symbolic link on the way is followed. Of a path that does not
 * exist, what exists of it decides: the rest would be made there. A link that leads nowhere is outside.
 */
export function isContained(root: string, path: string): boolean {
  const real = realPath(path);
  const realRoot = realPath(root);
  return real !== undefined && realRoot !== undefined && (real === realRoot || real.startsWith(`${realRoot}${sep}`));
}

/** The real path of the nearest of `path` and the folders above it that exists; undefined where a link leads nowhere. */
function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return isThere(path) || dirname(path) === path ? undefined : realPath(dirname(path));
  }
}

function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
