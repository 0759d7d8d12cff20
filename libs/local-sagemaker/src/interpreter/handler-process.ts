import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Json } from '@ndr/core';
import type { Handler } from './handlers';
import type { AwsEnvironment } from './queue';
import { ownsProcesses } from '../processing/isolation';
import { endProcessesBelow, sandboxVariable } from '../processing/job-processes';

/** What running a handler needs of the machine. */
export interface HandlerHost {
  /** Python of the environment. */
  readonly python: string;
  readonly awsEnvironment: AwsEnvironment;
  /** Words before a command that end it, and all that it started, when this process ends in whatever way. */
  readonly endWithParent: readonly string[];
  /** Folder for files that are there while a handler runs. */
  readonly scratch: string;
  /** Milliseconds between asking it to end and killing it. */
  readonly stopGraceMs: number;
}

/** How one call of a handler goes. */
export interface HandlerCall {
  readonly event: Json;
  readonly logFile: string;
  /** Variables of the environment beside those of the local services. */
  readonly variables: Readonly<Record<string, string>>;
  /** Aborting it asks the handler to end, and kills it when it does not. */
  readonly signal: AbortSignal;
  /** After so many milliseconds it is killed. */
  readonly timeoutMs: number;
}

/** How a call ended. */
export type HandlerEnd =
  | { readonly kind: 'answered'; readonly answer: Json }
  | { readonly kind: 'failed'; readonly errorType: string; readonly message: string }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'stopped' };

const runtime = join(__dirname, '..', '..', 'runtime');

/** Calls the function of a handler file in a process of its own; what goes wrong is told in the result. */
export async function callHandler(handler: Handler, host: HandlerHost, call: HandlerCall): Promise<HandlerEnd> {
  mkdirSync(host.scratch, { recursive: true });
  const folder = mkdtempSync(join(host.scratch, 'handler-'));
  const answerFile = join(folder, 'answer.json');
  try {
    const child = start(handler, answerFile, host, call);
    const stop = () => endGroup(child, host.stopGraceMs);
    const timer = setTimeout(() => kill(child, 'SIGKILL'), call.timeoutMs);
    const startedAt = performance.now();
    call.signal.addEventListener('abort', stop, { once: true });
    try {
      child.stdin?.on('error', () => undefined); // it may end without reading its event
      child.stdin?.end(JSON.stringify(call.event));
      const [code] = (await once(child, 'exit')) as [number | null];
      kill(child, 'SIGKILL'); // what the handler left behind
      if (!ownsProcesses({ words: host.endWithParent })) await endProcessesBelow(folder);
      if (code === 0 || code === failedCode) return answerOf(answerFile);
      if (performance.now() - startedAt >= call.timeoutMs) return { kind: 'timed-out' };
      if (call.signal.aborted) return { kind: 'stopped' };
      return { kind: 'failed', errorType: 'Runtime.ExitError', message: `it ended with ${code ?? 'a signal'}` };
    } finally {
      clearTimeout(timer);
      call.signal.removeEventListener('abort', stop);
    }
  } catch (error) {
    return { kind: 'failed', errorType: 'Runtime.StartError', message: error instanceof Error ? error.message : '' };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the runtime programs exit with when the handler raised an error, which they have written as their answer. */
const failedCode = 70;

/** The shell stays above the handler: as the first process of a namespace it takes no signal that it does not trap. */
const supervise = 'trap : TERM INT; "$@"';

function start({ file, language }: Handler, answerFile: string, host: HandlerHost, call: HandlerCall): ChildProcess {
  const words =
    language === 'python'
      ? [host.python, join(runtime, 'call_handler.py'), file, answerFile]
      : [process.execPath, join(runtime, 'call-handler.mjs'), file, answerFile];
  const [program = '', ...rest] = [...host.endWithParent, 'sh', '-c', supervise, 'sh', ...words];
  mkdirSync(dirname(call.logFile), { recursive: true });
  const log = openSync(call.logFile, 'a');
  const environment = { PATH: process.env.PATH, HOME: process.env.HOME, LANG: 'C.UTF-8', PYTHONUNBUFFERED: '1' };
  const child = spawn(program, rest, {
    cwd: dirname(file),
    env: { ...environment, ...host.awsEnvironment, ...call.variables, [sandboxVariable]: dirname(answerFile) },
    stdio: ['pipe', log, log],
    detached: true, // its own process group, which a Ctrl-C in the terminal does not reach
  });
  closeSync(log);
  return child;
}

function answerOf(file: string): HandlerEnd {
  const { answer, error } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly answer?: Json;
    readonly error?: { readonly type: string; readonly message: string };
  };
  if (error) return { kind: 'failed', errorType: error.type, message: error.message };
  return { kind: 'answered', answer: answer ?? null };
}

function endGroup(child: ChildProcess, graceMs: number): void {
  kill(child, 'SIGTERM');
  setTimeout(() => {
    if (child.exitCode === null && child.signalCode === null) kill(child, 'SIGKILL');
  }, graceMs).unref();
}

function kill({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
