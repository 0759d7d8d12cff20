import { existsSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { takeLock } from './storage/exclusive-lock';
import { stateFolderAt } from './storage/state-folder';

/**
 * Removes what the local SageMaker keeps in a state folder: buckets, tables, pipelines, executions and logs. Files that
 * people write there stay: JobSpecs, images, handlers.
 * @returns whether there was anything
 * @throws NdrError `local.busy` while a command or a server uses the folder
 */
export async function resetState(stateFolder: string): Promise<boolean> {
  const folder = stateFolderAt(resolve(stateFolder));
  if (!existsSync(folder.root)) return false;
  const { buckets, database, dynamodbJournal, logs, objects, parts, sandboxes, server, uploads } = folder;
  const databases = [database, objects].flatMap((file) => [file, `${file}-wal`, `${file}-shm`]);
  const kept = [buckets, ...databases, dynamodbJournal, logs, parts, sandboxes, server, uploads];
  const lock = await takeLock(folder.lock, { waitMs: 0 });
  try {
    const found = kept.filter((path) => existsSync(path));
    for (const path of found) rmSync(path, { recursive: true, force: true });
    return found.length > 0;
  } finally {
    lock.release();
  }
}
