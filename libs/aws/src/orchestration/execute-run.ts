import { sha256Hex } from '@ndr/core';
import { z } from 'zod';
import { answerTask } from './answer-task';
import { awaitExecution } from './execution-tokens';
import { renewLock } from './held-lock';
import { changeItem } from './ledger';
import { keepTurn, lineEntry, lineKey, type Line } from './line';
import { turnExpiry } from './lock-expiry';
import { ownedRun } from './pipeline-run';
import type { RunLock } from './run-lock';
import type { ExecutionState, OrchestrationServices } from './services';

const executeInput = ownedRun.extend({ taskToken: z.string() });
type ExecuteInput = z.infer<typeof executeInput>;

/**
 * Brings the execution of a run about, and lets its end answer the task's token. It is called for the first time, after
 * a fault, when no event came, and by who takes a lost run over: what the lock and the service say decides what is due.
 * @throws NdrError `orchestration.lock-lost`, `aws.…`
 */
export async function executeRun(input: unknown, services: OrchestrationServices): Promise<undefined> {
  const owned = executeInput.parse(input);
  const lock = await renewLock(services, owned);
  const entry = lineEntry(owned, turnExpiry(services));
  await changeItem<Line, undefined>(services.ledger, lineKey(owned.run), services.clock.now(), (line) =>
    keepTurn(line, entry),
  );
  const { execution_arn: arn } = lock;
  const state = arn === undefined ? undefined : await services.executions.describe(arn);
  if (arn === undefined || !state) return start(services, owned, lock);
  if (state.status === 'Failed' || state.status === 'Stopped') return goOn(services, owned, arn);
  if (state.status === 'Executing' && hangs(state, lock, services)) {
    await renewLock(services, owned, (held) => ({ ...held, is_stopping: true }));
    await services.executions.stop(arn);
  }
  return wait(services, owned, arn);
}

async function start(
  services: OrchestrationServices,
  owned: ExecuteInput,
  { attempt, execution_arn: gone }: RunLock,
): Promise<undefined> {
  const { run } = owned;
  // Whoever repeats this start, also another orchestrator, starts the same execution: another than one that is gone.
  const parts = [run.project, run.version, run.key, run.digest, String(attempt), ...(gone === undefined ? [] : [gone])];
  const token = sha256Hex(parts.join('#'));
  const arn = await services.executions.start(run, token);
  await renewLock(services, owned, (held) => ({ ...held, execution_arn: arn, is_stopping: false, ...begun(services) }));
  return wait(services, owned, arn);
}

/** The token waits before the execution goes on: the event of its next end answers it. */
async function goOn(services: OrchestrationServices, owned: ExecuteInput, arn: string): Promise<undefined> {
  await renewLock(services, owned, (held) => ({ ...held, is_stopping: false, ...begun(services) }));
  await awaitExecution(services, arn, { run: owned.run, task_token: owned.taskToken });
  await services.executions.retry(arn);
}

/** Waits for the event of its end; when that came before the token waited, what the service says now answers. */
async function wait(
  services: OrchestrationServices,
  { run, taskToken }: ExecuteInput,
  arn: string,
): Promise<undefined> {
  await awaitExecution(services, arn, { run, task_token: taskToken });
  const state = await services.executions.describe(arn);
  if (state?.status === 'Executing' || state?.status === 'Stopping') return;
  await answerTask(services, run, taskToken, state);
}

function begun({ clock }: OrchestrationServices): Pick<RunLock, 'begun_at'> {
  return { begun_at: clock.now().getTime() };
}

function hangs({ startTime }: ExecutionState, lock: RunLock, { clock, settings }: OrchestrationServices): boolean {
  const since = lock.begun_at ?? startTime.getTime();
  return clock.now().getTime() - since > settings.hangMinutes * 60_000;
}
