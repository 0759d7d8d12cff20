import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { listMounts, makeMounts } from './mounts';

/**
 * How an instance gets an /opt/ml of its own.
 *
 * `namespace`: the words before the command put it into a mount namespace, where /opt/ml is the instance's folder.
 * `rewrite`: the system allows no namespaces. Paths below /opt/ml in arguments, environment and configuration files are
 * rewritten to the instance's folder; a program that has such a path in its own text does not find it.
 */
export type Isolation =
  | { readonly kind: 'namespace'; readonly words: readonly string[] }
  | { readonly kind: 'rewrite'; readonly words: readonly string[] };

const run = promisify(execFile);

/** Ends a process when the one that started it ends, however that happens. */
const dieWithParent = ['setpriv', '--pdeathsig', 'KILL'];
/** A process namespace ends everything in it with its first process, also what left the process group. */
const ownProcesses = ['--pid', '--fork', '--kill-child', '--mount-proc'];
const asRoot = ['unshare', '--mount'];
const asUser = ['unshare', '--user', '--map-root-user', '--mount'];

/** Whether what a command behind these words starts cannot outlive it, wherever it went. */
export function ownsProcesses({ words }: Pick<Isolation, 'words'>): boolean {
  return words.includes('--kill-child');
}

const candidates: readonly (readonly string[])[] = [
  [...dieWithParent, ...asRoot, ...ownProcesses],
  [...dieWithParent, ...asUser, ...ownProcesses],
  [...dieWithParent, ...asRoot],
  [...dieWithParent, ...asUser],
  asRoot,
  asUser,
];

/** Finds the best isolation that this system allows, by trying. */
export async function findIsolation(): Promise<Isolation> {
  const folder = await mkdtemp(join(tmpdir(), 'ndr-isolation-'));
  try {
    await mkdir(join(folder, 'ml'));
    await listMounts(folder);
    for (const words of candidates) {
      if (await works([...words, 'sh', '-ec', `${makeMounts}\ntest -d /opt/ml`, 'sh', folder])) {
        return { kind: 'namespace', words };
      }
    }
    return { kind: 'rewrite', words: (await works([...dieWithParent, 'true'])) ? dieWithParent : [] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function works([program = '', ...words]: readonly string[]): Promise<boolean> {
  return run(program, words).then(
    () => true,
    () => false,
  );
}

const optMl = /(?<![\w./-])\/opt\/ml(?![\w.-])/g;

/** `text` with the paths below /opt/ml led to `folder`. */
export function rewriteOptMl(text: string, folder: string): string {
  return text.replace(optMl, () => folder);
}
