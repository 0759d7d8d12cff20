import { changeItem } from './ledger';
import type { PipelineRun } from './pipeline-run';
import { lockKey, readLocks, type RunLock } from './run-lock';
import type { OrchestrationServices } from './services';
import { inParallel } from '../in-parallel';

const requestsAtOnce = 4;

/** Runs of active sets that were claimed and did not end, and whose owner is not heard of any more; as they happened. */
export async function lostRuns(services: OrchestrationServices): Promise<readonly PipelineRun[]> {
  const now = services.clock.now().getTime();
  const lost = (await heldLocks(services)).filter(({ expires_at }) => expires_at <= now);
  return inOrder(lost.map(({ run }) => run));
}

/**
 * Lets the lock of every run that is under way expire, for somebody who knows that no owner is there any more: a server
 * that has a state folder for itself.
 * @returns the runs, as they happened
 */
export async function expireLocks(services: OrchestrationServices): Promise<readonly PipelineRun[]> {
  const { ledger, clock } = services;
  const held = await heldLocks(services);
  const now = clock.now();
  await inParallel(held, requestsAtOnce, ({ run }) =>
    changeItem<RunLock, undefined>(ledger, lockKey(run), now, (lock) => {
      if (lock?.state !== 'held') return { result: undefined };
      return { value: { ...lock, expires_at: now.getTime() }, result: undefined };
    }),
  );
  return inOrder(held.map(({ run }) => run));
}

async function heldLocks({ ledger, projectSets }: OrchestrationServices): Promise<readonly RunLock[]> {
  const sets = await projectSets();
  const projects = [...new Set(sets.map(({ project }) => project))];
  const locks = await inParallel(projects, requestsAtOnce, (project) => readLocks(ledger, project));
  const isActive = ({ project, version }: PipelineRun) =>
    sets.some((set) => set.project === project && set.version === version);
  return locks.flat().filter(({ state, run }) => state === 'held' && isActive(run));
}

function inOrder(runs: readonly PipelineRun[]): readonly PipelineRun[] {
  const placeOf = ({ happened, key }: PipelineRun) => `${happened} ${key}`;
  return [...runs].sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
}
