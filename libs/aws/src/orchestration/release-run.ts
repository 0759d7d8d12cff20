import { z } from 'zod';
import { failureNotification, type Notification } from './failure-notification';
import { changeItem } from './ledger';
import { leave, lineKey, type Line } from './line';
import { ownedRun, type OwnedRun } from './pipeline-run';
import { lockKey, type RunLock } from './run-lock';
import type { OrchestrationServices } from './services';

const releaseInput = ownedRun.extend({
  outcome: z.enum(['done', 'failed']),
  /** As Step Functions writes what was caught. */
  error: z.object({ Error: z.string(), Cause: z.string().default('') }).optional(),
});

/** What comes of releasing a run. */
export interface Released {
  /** Whether it was the caller's to release; else another has it, and speaks for it. */
  readonly isMine: boolean;
  readonly notification?: Notification;
}

/** Ends a run: its lock says how it ended, and who waits in its line goes on. */
export async function releaseRun(input: unknown, services: OrchestrationServices): Promise<Released> {
  const { outcome, error, ...owned } = releaseInput.parse(input);
  const lock = await release(services, owned, outcome, error?.Cause);
  if (lock === 'lost') return { isMine: false };
  await changeItem<Line, undefined>(services.ledger, lineKey(owned.run), services.clock.now(), (line) =>
    leave(line, owned.run.key, owned.owner),
  );
  if (outcome === 'done') return { isMine: true };
  return { isMine: true, notification: failureNotification(owned.run, lock?.execution_arn, error, services) };
}

async function release(
  { ledger, clock }: OrchestrationServices,
  { run, owner }: OwnedRun,
  outcome: 'done' | 'failed',
  reason: string | undefined,
): Promise<RunLock | 'lost' | undefined> {
  return changeItem<RunLock, RunLock | 'lost' | undefined>(ledger, lockKey(run), clock.now(), (lock) => {
    // A run that failed before it was claimed has no lock.
    if (!lock) return { result: undefined };
    if (lock.owner !== owner) return { result: 'lost' };
    // Released twice, because the first answer was lost, it stays as it was.
    if (lock.state !== 'held') return { result: lock };
    const value = { ...lock, state: outcome, run, ...(reason !== undefined && { reason }) };
    return { value, result: value };
  });
}
