import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { NdrError } from '@ndr/core';
import { mountOptMl } from './isolation';
import type { Sandbox } from './sandbox';

/** A program to run as an instance of a job. */
export interface InstanceCommand {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** File that takes its standard output and standard error. */
  readonly logFile: string;
}

/** A running instance. */
export interface InstanceProcess {
  /** Its exit code; 128 and the signal's number when a signal ended it. */
  readonly exitCode: Promise<number>;
  /** Asks it to end; kills it, and all that it started, when it has not ended after `graceMs`. */
  stop(graceMs: number): void;
}

/** The shell stays above the program: it reaps what the program leaves, and outlives a signal to the whole group. */
const supervise = `
shift
trap : TERM INT
"$@"`;

/**
 * Starts an instance: a process group of its own, in its sandbox.
 * @throws NdrError `local.job-failed-to-start` or `local.disk-full`
 */
export function startInstance(sandbox: Sandbox, { command, environment, logFile }: InstanceCommand): InstanceProcess {
  const { kind, words } = sandbox.isolation;
  const script = kind === 'namespace' ? `set -e${mountOptMl}\nset +e${supervise}` : supervise;
  const [program = 'sh', ...rest] = [...words, 'sh', '-c', script, 'sh', sandbox.root, ...command];
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  const child = spawn(program, rest, {
    cwd: sandbox.scratch,
    env: environment,
    stdio: ['ignore', log, log],
    detached: true, // its own process group, which a Ctrl-C in the terminal does not reach
  });
  closeSync(log);
  const signalGroup = (signal: NodeJS.Signals) => {
    if (child.pid !== undefined) killGroup(child.pid, signal);
  };
  let hasEnded = false;
  let kill: NodeJS.Timeout | undefined;
  const exitCode = new Promise<number>((resolve, reject) => {
    child.once('error', (error) => reject(failedToStart(sandbox, error)));
    child.once('exit', (code, signal) => {
      hasEnded = true;
      clearTimeout(kill);
      signalGroup('SIGKILL'); // what the program left behind
      resolve(code ?? 128 + signalNumber(signal));
    });
  });
  return {
    exitCode,
    stop: (graceMs) => {
      if (hasEnded || kill) return;
      signalGroup('SIGTERM');
      kill = setTimeout(() => signalGroup('SIGKILL'), graceMs);
    },
  };
}

function killGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function signalNumber(signal: NodeJS.Signals | null): number {
  return signal === 'SIGTERM' ? 15 : 9;
}

function failedToStart(sandbox: Sandbox, error: Error): NdrError {
  return new NdrError({
    code: 'local.job-failed-to-start',
    place: sandbox.instance,
    cause: error.message,
    remedy: 'Check the number of processes and open files that the system allows.',
  });
}
