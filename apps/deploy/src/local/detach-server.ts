import { NdrError, type Problem } from '@ndr/core';
import { findServer, type ServingServer } from '@ndr/local-sagemaker';
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ServerAddress } from './serve';
import type { Context } from '../context';

const pollMs = 50;

/**
 * Starts a server that goes on when this command has ended, and waits until it serves. One that serves the state folder
 * already is left as it is.
 * @throws NdrError `local.busy` when that one runs no schedules, and should; why the server did not start
 */
export async function detachServer(context: Context, address: ServerAddress): Promise<ServingServer> {
  const { stateFolder, signal } = context;
  const running = await findServer(stateFolder);
  if (running && address.schedules && !running.schedules) throw withoutSchedules(running);
  if (running) return running;
  const log = join(stateFolder, 'logs', 'server.log');
  const child = spawnServer(context, address, log);
  for (;;) {
    const server = await findServer(stateFolder);
    if (server) return server;
    if (child.exitCode !== null || child.signalCode !== null) throw failureIn(log);
    if (signal.aborted) {
      child.kill();
      throw stopped(stateFolder);
    }
    await delay(pollMs, undefined, { signal }).catch(() => undefined);
  }
}

function spawnServer(
  context: Context,
  { host, port, allowRemote, schedules }: ServerAddress,
  log: string,
): ChildProcess {
  const { stateFolder, sparkMemoryMb } = context;
  mkdirSync(join(stateFolder, 'logs'), { recursive: true });
  const file = openSync(log, 'w');
  const words = [
    ...['local', 'up', '--json', '--state', stateFolder, '--host', host, '--port', String(port)],
    ...(allowRemote ? ['--allow-remote'] : []),
    ...(schedules ? ['--schedules'] : []),
    ...(sparkMemoryMb === undefined ? [] : ['--spark-memory', String(sparkMemoryMb)]),
  ];
  const program = process.argv[1] ?? '';
  const child = spawn(process.execPath, [program, ...words], { detached: true, stdio: ['ignore', file, file] });
  closeSync(file);
  child.unref();
  return child;
}

function withoutSchedules({ stateDir, pid }: ServingServer): NdrError {
  return new NdrError({
    code: 'local.busy',
    place: stateDir,
    cause: `process ${String(pid)} serves it already, and runs no pipelines by themselves`,
    remedy: 'End it with ndr local down, then start one with --schedules.',
  });
}

function stopped(stateFolder: string): NdrError {
  const cause = 'the start of the server was stopped';
  return new NdrError({
    code: 'local.interrupted',
    place: stateFolder,
    cause,
    remedy: 'Start it again: ndr local up.',
  });
}

/** The error that the server wrote, as one of this command. */
function failureIn(log: string): NdrError {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  const told = lines.find((line) => line.startsWith('{"error":'));
  if (told !== undefined) return new NdrError((JSON.parse(told) as { error: Problem }).error);
  const cause = ['the server ended before it served', ...lines.slice(-5)].join('\n');
  return new NdrError({ code: 'local.address', place: log, cause, remedy: 'Read that log.' });
}
