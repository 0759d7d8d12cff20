import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { NdrError } from '@ndr/core';
import { findServer } from './find-server';
import { lockHolder } from './storage/exclusive-lock';
import type { ServingServer } from './storage/server-file';
import { stateFolderAt } from './storage/state-folder';

const pollMs = 50;

/**
 * Asks the server of a state folder to end, and waits until it has given the folder back: running jobs are stopped.
 * @returns the server that ended; undefined when none served
 * @throws NdrError `local.busy` when it has not ended after `waitMs`
 */
export async function stopServer(stateFolder: string, waitMs: number): Promise<ServingServer | undefined> {
  const server = await findServer(stateFolder);
  if (!server) return undefined;
  const { lock } = stateFolderAt(resolve(stateFolder));
  process.kill(server.pid, 'SIGTERM');
  const deadline = Date.now() + waitMs;
  while (lockHolder(lock) === server.pid) {
    if (Date.now() > deadline) throw stillThere(lock, server, waitMs);
    await delay(pollMs);
  }
  return server;
}

function stillThere(lock: string, { pid }: ServingServer, waitMs: number): NdrError {
  return new NdrError({
    code: 'local.busy',
    place: lock,
    cause: `the server, process ${pid}, has not ended after ${waitMs / 1000} s`,
    remedy: `Wait for it, or end it at once: kill -9 ${pid}. What was acknowledged stays.`,
  });
}
