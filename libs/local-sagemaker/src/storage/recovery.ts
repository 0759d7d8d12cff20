import { rmSync } from 'node:fs';
import { codes } from '@ndr/core';
import { ClientTokens } from './client-tokens';
import { inTransaction, type StateDatabase } from './database';
import type { StateFolder } from './state-folder';

/** Why something that ran when its process was killed counts as failed. */
export const interruptedReason = `local.interrupted: ${codes['local.interrupted'].meaning} ${codes['local.interrupted'].remedy}`;

/**
 * Makes the state whole again after a process that used it was killed: what ran is marked as failed, and what its jobs
 * left in sandboxes is removed. The caller holds the folder's lock, so nothing of it runs any more.
 */
export function recover(database: StateDatabase, folder: StateFolder, now: Date): void {
  // First, since a full disk may be what ended that process.
  for (const leftover of [folder.sandboxes, folder.uploads]) removeIfPossible(leftover);
  inTransaction(database, () => {
    for (const [table, more] of [
      ['steps', ''],
      ['executions', ', modified_at = ?2'],
    ] as const) {
      database
        .prepare(
          `UPDATE ${table} SET status = 'Failed', failure_reason = ?1, end_time = ?2${more}
           WHERE status IN ('Starting', 'Executing', 'Stopping')`,
        )
        .run(interruptedReason, now.toISOString());
    }
    database
      .prepare(
        `UPDATE processing_jobs SET status = 'Failed', failure_reason = ?1, processing_end_time = ?2, modified_at = ?2
         WHERE status IN ('InProgress', 'Stopping')`,
      )
      .run(interruptedReason, now.toISOString());
    new ClientTokens(database).forgetOld(now);
  });
}

/** What a job left so that it cannot be removed, such as files in a folder that takes no change, is in nobody's way. */
function removeIfPossible(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Each job has a folder of its own name.
  }
}
