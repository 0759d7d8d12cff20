import { lockExpiry } from './lock-expiry';
import { changeItem } from './ledger';
import { claim, lockKey, type Claim, type RunLock } from './run-lock';
import { ownedRun } from './pipeline-run';
import type { OrchestrationServices } from './services';

/** Claims a run for one orchestrator; replays of its event and other orchestrators find it claimed or done. */
export async function claimRun(input: unknown, services: OrchestrationServices): Promise<Claim> {
  const { run, owner } = ownedRun.parse(input);
  const now = services.clock.now();
  const times = { now: now.getTime(), expiresAt: lockExpiry(services) };
  return changeItem<RunLock, Claim>(services.ledger, lockKey(run), now, (lock) => claim(lock, run, owner, times));
}
