import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** The environment variable that marks every process of an instance, or of a handler's call: its folder. */
export const sandboxVariable = 'NDR_SANDBOX';

const roundMs = 20;
const mostRounds = 250;

/**
 * Kills every process of the instances whose folders lie at or below `folder`, also those that left their process group
 * or lost their parent. A process is known by its environment, or by the folder that it works in. Nothing happens where
 * the system has no /proc.
 */
export async function endProcessesBelow(folder: string): Promise<void> {
  const real = await realpath(folder).catch(() => folder);
  for (let round = 0; round < mostRounds; round++) {
    // Again until there is none: one that was not seen yet may have started others.
    const found = await processesBelow([folder, real]);
    if (found.length === 0) return;
    for (const pid of found) kill(pid);
    await delay(roundMs);
  }
}

async function processesBelow(folders: readonly string[]): Promise<number[]> {
  const names = await readdir('/proc').catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const isBelow = (path: string) => folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
  const found = await Promise.all(
    pids.map(async (pid) => (isBelow(await markOf(pid)) || isBelow(await workingFolderOf(pid)) ? [Number(pid)] : [])),
  );
  return found.flat();
}

async function markOf(pid: string): Promise<string> {
  const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
  const mark = `${sandboxVariable}=`;
  const entry = environment.split('\0').find((each) => each.startsWith(mark)) ?? mark;
  return Buffer.from(entry.slice(mark.length), 'latin1').toString();
}

async function workingFolderOf(pid: string): Promise<string> {
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => '');
  return folder.replace(/ \(deleted\)$/, '');
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}
