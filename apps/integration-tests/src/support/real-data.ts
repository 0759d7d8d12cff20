import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { workspaceRoot } from './ndr-program';

/** A real capture that may lie beside the repository. */
export interface RealData {
  readonly path: string;
  readonly isThere: boolean;
  /** For the name of its tests: says that they are skipped, where it is not there. */
  readonly note: string;
}

/**
 * The capture of that name; the README beside it says where it comes from. Where it is not there, that is said on stderr
 * too: names of skipped tests are not always printed.
 */
export function realData(file: string): RealData {
  const path = join(workspaceRoot, '..', 'shared', 'data', file);
  const isThere = existsSync(path);
  if (isThere) return { path, isThere, note: '' };
  const skipped = `SKIPPED: ${path} is not there`;
  process.stderr.write(`${skipped}\n`);
  return { path, isThere, note: ` (${skipped})` };
}
