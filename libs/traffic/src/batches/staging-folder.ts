import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

import { notWritten } from './not-written';
import { ifThere, isSystemError } from '../system-error';

const folderName = '_ingesting';

/**
 * Lends `use` a folder below the prefix that readers pass over, and removes it afterwards, whatever happened; also the
 * folders of processes of this machine that were killed.
 * @throws NdrError `traffic.not-written`; what `use` throws.
 */
export async function withStagingFolder<Result>(
  prefix: string,
  use: (staging: string) => Promise<Result>,
): Promise<Result> {
  const place = join(prefix, folderName);
  const staging = join(place, `${hostname()}~${process.pid}~${randomUUID()}`);
  let firstMade: string | undefined;
  try {
    firstMade = await mkdir(staging, { recursive: true });
    await removeAbandoned(place);
  } catch (error) {
    throw notWritten(prefix, error);
  }
  let done = false;
  try {
    const result = await use(staging);
    done = true;
    return result;
  } finally {
    await rm(staging, { recursive: true, force: true });
    await removeIfEmpty(place);
    if (!done && firstMade !== undefined && firstMade !== staging && firstMade !== place) await removeIfEmpty(prefix);
  }
}

async function removeAbandoned(place: string): Promise<void> {
  for (const name of (await ifThere(readdir(place))) ?? []) {
    const [host, pid] = name.split('~');
    if (host === hostname() && !isRunning(Number(pid))) await rm(join(place, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isSystemError(error) && error.code === 'EPERM';
  }
}

async function removeIfEmpty(folder: string): Promise<void> {
  // Another process may use it, or remove it first: both are as good.
  await rmdir(folder).catch(() => undefined);
}
