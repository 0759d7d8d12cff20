import { NdrError } from '@ndr/core';
import type { StateDatabase } from '../database';
import { pipelinesAndExecutions } from './0001-pipelines-and-executions';
import { versionsAndJobs } from './0002-versions-and-jobs';

/** One step of the state database from a form to the next. */
export type Migration = (database: StateDatabase) => void;

/** Every form that the state database ever had, oldest first; the number of those that ran is its `user_version`. */
const migrations: readonly Migration[] = [pipelinesAndExecutions, versionsAndJobs];

/**
 * Brings the database to the newest form; what it holds stays. Each step is a transaction of its own.
 * @throws NdrError `local.storage` when a newer ndr wrote it
 */
export function migrate(database: StateDatabase, file: string): void {
  const { user_version: done } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  if (done > migrations.length) throw newerState(file, done);
  for (const [index, migration] of migrations.entries()) {
    if (index < done) continue;
    database.transaction(() => {
      migration(database);
      database.exec(`PRAGMA user_version = ${index + 1}`);
    })();
  }
}

function newerState(file: string, version: number): NdrError {
  return new NdrError({
    code: 'local.storage',
    place: file,
    cause: `its form is ${version}, and this ndr knows the forms up to ${migrations.length}`,
    remedy: 'Use the newer ndr that wrote it, or name another state folder with --state.',
  });
}
