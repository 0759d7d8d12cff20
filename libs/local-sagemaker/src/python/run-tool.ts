import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { NdrError } from '@ndr/core';

/** How a program runs whose output somebody reads only when it fails. */
export interface ToolOptions {
  /** File that takes its output. */
  readonly logFile: string;
  readonly variables: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
  /** Its working directory; this process's unless given. */
  readonly cwd?: string;
}

const toldLines = 5;

/**
 * Runs a program of the Python environment to its end.
 * @throws NdrError `local.python` with the last lines that it wrote; the signal's reason when that aborts
 */
export async function runTool(program: string, words: readonly string[], options: ToolOptions): Promise<void> {
  const { variables, signal, cwd } = options;
  const log = openSync(options.logFile, 'w');
  const child = spawn(program, words, { env: variables, stdio: ['ignore', log, log], signal, cwd });
  closeSync(log);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code === 0) return;
  const output = readFileSync(options.logFile, 'utf8').trim().split('\n');
  throw new NdrError({
    code: 'local.python',
    place: options.logFile,
    cause: [`${program} ended with the code ${code ?? 'of a signal'}`, ...output.slice(-toldLines)].join('\n'),
    remedy: 'Read that log; check the network and the free space, then repeat.',
  });
}
