import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { NdrError } from '@ndr/core';
import Database from 'libsql';

/** A lock that this process holds until it releases it or ends, however it ends. */
export interface ExclusiveLock {
  release(): void;
}

/** How long to wait for a lock, in milliseconds. */
export interface LockOptions {
  readonly waitMs: number;
  readonly signal?: AbortSignal | undefined;
}

const pollMs = 50;

/**
 * Takes the lock of `folder`, which is made when missing. The lock is SQLite's exclusive file lock: the operating
 * system releases it when the process dies, so no stale lock is ever left.
 * @throws NdrError `local.busy` when another process still holds it after `waitMs`; the signal's reason when it aborts
 */
export async function takeLock(folder: string, { waitMs, signal }: LockOptions): Promise<ExclusiveLock> {
  mkdirSync(folder, { recursive: true });
  const deadline = Date.now() + waitMs;
  for (;;) {
    signal?.throwIfAborted();
    const database = tryLock(folder);
    if (database) {
      writeFileSync(holderFile(folder), `${process.pid}\n`);
      return {
        release: () => {
          rmSync(holderFile(folder), { force: true });
          database.close();
        },
      };
    }
    if (Date.now() >= deadline) throw busy(folder, waitMs);
    await delay(pollMs, undefined, { signal });
  }
}

/** Process id of the one that holds the lock of `folder`; undefined when nobody does. Takes no lock itself. */
export function lockHolder(folder: string): number | undefined {
  const holder = holderOf(folder);
  if (holder === undefined) return undefined;
  const database = new Database(lockFile(folder), { readonly: true });
  try {
    // Reading needs a shared lock, which an exclusive one refuses.
    database.prepare('SELECT count(*) FROM sqlite_master').get();
    return undefined;
  } catch (error) {
    if (isBusy(error)) return holder;
    throw error;
  } finally {
    database.close();
  }
}

function tryLock(folder: string): Database.Database | undefined {
  const database = new Database(lockFile(folder));
  try {
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
}

function busy(folder: string, waitMs: number): NdrError {
  return new NdrError({
    code: 'local.busy',
    place: folder,
    cause: `process ${holderOf(folder) ?? 'of another command'} holds it, also after ${waitMs / 1000} s of waiting`,
    remedy: 'Wait for that command to end, or name another state folder with --state.',
  });
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}

const lockFile = (folder: string) => join(folder, 'lock.db');
const holderFile = (folder: string) => join(folder, 'holder');

function holderOf(folder: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(holderFile(folder), 'utf8'), 10) || undefined;
  } catch {
    return undefined;
  }
}
