import { NdrError } from '@ndr/core';
import { changeItem } from './ledger';
import { lockExpiry } from './lock-expiry';
import type { OwnedRun } from './pipeline-run';
import { lockKey, type RunLock } from './run-lock';
import type { OrchestrationServices } from './services';

/**
 * The lock of a run that its owner still has, changed by `change` and renewed.
 * @throws NdrError `orchestration.lock-lost` when another has it
 */
export async function renewLock(
  services: OrchestrationServices,
  { run, owner }: OwnedRun,
  change: (lock: RunLock) => RunLock = (lock) => lock,
): Promise<RunLock> {
  const expires_at = lockExpiry(services);
  return changeItem<RunLock, RunLock>(services.ledger, lockKey(run), services.clock.now(), (lock) => {
    if (lock?.state !== 'held' || lock.owner !== owner) throw lockLost(run.key, lock);
    const value = { ...change(lock), expires_at };
    return { value, result: value };
  });
}

function lockLost(key: string, lock: RunLock | undefined): NdrError {
  return new NdrError({
    code: 'orchestration.lock-lost',
    place: key,
    cause: lock ? `it is ${lock.state} by ${lock.owner}` : 'nobody has its lock',
    remedy: 'Nothing: whoever has it does it.',
  });
}
