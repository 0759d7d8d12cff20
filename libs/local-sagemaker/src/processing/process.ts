import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { constants } from 'node:os';
import { NdrError } from '@ndr/core';
import { ownsProcesses } from './isolation';
import { endProcessesBelow, sandboxVariable } from './job-processes';
import { makeMounts } from './mounts';
import type { Sandbox } from './sandbox';
import { followLog } from '../logs';
import { storageFailure } from '../storage/storage-failure';

/** A program to run as an instance of a job. */
export interface InstanceCommand {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** File that takes its standard output and standard error. */
  readonly logFile: string;
}

/** Name of the file in a sandbox that says that its instance is to stop. */
const stopMark = 'stop';

/** A running instance. */
export interface InstanceProcess {
  /**
   * Its exit code, or 128 and the number of the signal that ended it; nothing of the instance runs any more then.
   * It rejects with NdrError `local.job-failed-to-start`.
   */
  readonly exitCode: Promise<number>;
  /** Asks it to end; kills it, and all that it started, when it has not ended after `graceMs`. */
  stop(graceMs: number): void;
}

/**
 * The shell stays above the program: it reaps what the program leaves, and outlives a signal to the whole group. A stop
 * that comes before the program is there would be lost on the shells alone, so that it leaves a mark as well.
 */
const supervise = `
mark=$1/${stopMark}
shift
trap : TERM INT
(trap - TERM INT; [ ! -e "$mark" ] || exit 143; exec "$@")`;

/**
 * Starts an instance: a process group of its own, in its sandbox.
 * @throws NdrError `local.job-failed-to-start`, `local.disk-full` or `local.storage`
 */
export function startInstance(sandbox: Sandbox, instance: InstanceCommand): InstanceProcess {
  const log = openLog(instance.logFile);
  let unfollowLog: (() => void) | undefined;
  try {
    // First, since an instance whose log cannot be followed must not run.
    unfollowLog = followLog(instance.logFile);
    return new RunningInstance(sandbox, spawnInstance(sandbox, instance, log), unfollowLog);
  } catch (error) {
    unfollowLog?.();
    throw storageFailure(error, instance.logFile);
  } finally {
    closeSync(log);
  }
}

function openLog(file: string): number {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return openSync(file, 'a');
  } catch (error) {
    throw storageFailure(error, file);
  }
}

function spawnInstance(sandbox: Sandbox, { command, environment }: InstanceCommand, log: number): ChildProcess {
  const { kind, words } = sandbox.isolation;
  const script = kind === 'namespace' ? `set -e\n${makeMounts}\nset +e${supervise}` : supervise;
  const [program = 'sh', ...rest] = [...words, 'sh', '-c', script, 'sh', sandbox.root, ...command];
  try {
    return spawn(program, rest, {
      cwd: sandbox.scratch,
      env: { ...environment, [sandboxVariable]: sandbox.root },
      stdio: ['ignore', log, log],
      detached: true, // its own process group, which a Ctrl-C in the terminal does not reach
    });
  } catch (error) {
    throw failedToStart(sandbox, error);
  }
}

class RunningInstance implements InstanceProcess {
  readonly exitCode: Promise<number>;
  private readonly child: ChildProcess;
  private readonly mark: string;
  private hasEnded = false;
  private kill: NodeJS.Timeout | undefined;

  constructor(sandbox: Sandbox, child: ChildProcess, unfollowLog: () => void) {
    this.child = child;
    this.mark = join(sandbox.root, stopMark);
    this.exitCode = this.end(sandbox).finally(unfollowLog);
  }

  stop(graceMs: number): void {
    if (this.hasEnded || this.kill) return;
    this.leaveMark();
    this.signalGroup('SIGTERM');
    this.kill = setTimeout(() => this.signalGroup('SIGKILL'), graceMs);
  }

  private async end(sandbox: Sandbox): Promise<number> {
    const exitCode = await new Promise<number>((resolve, reject) => {
      this.child.once('error', (error) => reject(failedToStart(sandbox, error)));
      this.child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
    }).finally(() => {
      this.hasEnded = true;
      clearTimeout(this.kill);
    });
    this.signalGroup('SIGKILL'); // what the program left behind
    if (!ownsProcesses(sandbox.isolation)) await endProcessesBelow(sandbox.root);
    return exitCode;
  }

  /** Where it cannot be left, a stop that comes very early takes the whole grace. */
  private leaveMark(): void {
    try {
      writeFileSync(this.mark, '');
    } catch {
      // The disk is full.
    }
  }

  private signalGroup(signal: NodeJS.Signals): void {
    if (this.child.pid === undefined) return;
    try {
      process.kill(-this.child.pid, signal);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ESRCH' && code !== 'EPERM') throw error;
    }
  }
}

function failedToStart(sandbox: Sandbox, error: unknown): NdrError {
  return new NdrError({
    code: 'local.job-failed-to-start',
    place: sandbox.instance,
    cause: error instanceof Error ? error.message : String(error),
    remedy: 'Check the number of processes and open files that the system allows.',
  });
}
