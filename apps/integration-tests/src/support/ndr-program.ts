import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** Root of the workspace, seen from sources and from builds alike. */
export const workspaceRoot = resolve(__dirname, '../../../..');

/** The program that users call. */
export const program = resolve(workspaceRoot, 'apps/deploy/bin/ndr.js');

/** What a run of the program left. */
export interface ProgramRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Everything that it said when it failed; empty when it succeeded, so that a test that expects '' shows the rest. */
  readonly failure: string;
}

/** Runs the `ndr` program as a user does, with a state folder of its own. */
export async function ndr(stateFolder: string, ...args: readonly string[]): Promise<ProgramRun> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: workspaceRoot,
    env: { ...process.env, NDR_LOCAL_STATE: stateFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => (texts[stream] += text));
  }
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (exitCode) => {
      const failure = exitCode === 0 ? '' : `ndr ${args.join(' ')}\n${texts.stdout}${texts.stderr}`;
      done({ exitCode, ...texts, failure });
    });
  });
}
