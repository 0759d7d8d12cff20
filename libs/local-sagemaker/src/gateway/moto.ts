import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { NdrError } from '@ndr/core';

/** A running moto server: DynamoDB and the other services around SageMaker. */
export interface Moto {
  /** URL of the server. */
  readonly endpoint: string;
  /** Ends it, and what it holds. */
  close(): Promise<void>;
}

/** What starting moto needs. */
export interface MotoOptions {
  /** Python of an environment that has moto. */
  readonly python: string;
  /** File that takes the server's log. */
  readonly logFile: string;
  /** Aborting it gives up waiting for a server that starts. */
  readonly signal?: AbortSignal;
}

const server = join(__dirname, '..', '..', 'runtime', 'moto_server.py');
const startLimitMs = 60_000;
const pollMs = 25;

/**
 * Starts moto and waits until it answers. It ends when this process ends, in whatever way.
 * @throws NdrError `local.moto`
 */
export async function startMoto({ python, logFile, signal }: MotoOptions): Promise<Moto> {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  // Detached: a Ctrl-C in the terminal must not end it before the jobs that use it.
  const child = spawn(python, ['-I', server], { stdio: ['pipe', 'pipe', log], detached: true });
  closeSync(log);
  const limit = AbortSignal.any([AbortSignal.timeout(startLimitMs), ...(signal ? [signal] : [])]);
  try {
    const port = await Promise.race([portOf(child), failed(child), expired(limit)]);
    const endpoint = `http://127.0.0.1:${port}`;
    await Promise.race([answers(endpoint, limit), failed(child)]);
    return { endpoint, close: () => end(child) };
  } catch (error) {
    await end(child);
    throw new NdrError({
      code: 'local.moto',
      place: logFile,
      cause: error instanceof Error ? error.message : String(error),
      remedy: 'Read that log; `ndr local setup` makes the Python environment anew.',
    });
  }
}

async function portOf(child: ChildProcess): Promise<number> {
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) return Number(line);
  return failed(child);
}

async function failed(child: ChildProcess): Promise<never> {
  // The event `error`, of a program that cannot be started, rejects.
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new MotoEnded(`moto ended with the code ${code ?? 'of a signal'}`);
}

async function expired(limit: AbortSignal): Promise<never> {
  if (!limit.aborted) await once(limit, 'abort');
  throw new MotoEnded(`moto said nothing until it was given up, after ${startLimitMs / 1000} s at most`);
}

async function answers(endpoint: string, limit: AbortSignal): Promise<void> {
  for (;;) {
    limit.throwIfAborted();
    const response = await fetch(`${endpoint}/moto-api/data.json`, { signal: limit }).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok) return;
    await delay(pollMs);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

class MotoEnded extends Error {
  override readonly name = 'MotoEnded';
}
