import { runFaults, type RunFault } from '@ndr/pipelines';
import { faultOfFailure } from './fault-of-failure';
import type { PipelineRun } from './pipeline-run';
import { lockKey, type RunLock } from './run-lock';
import type { ExecutionState, OrchestrationServices } from './services';

/** Tells the task that waits for an execution how it ended. */
export async function answerTask(
  services: OrchestrationServices,
  run: PipelineRun,
  taskToken: string,
  state: ExecutionState | undefined,
): Promise<void> {
  if (state?.status === 'Succeeded') return services.tasks.succeed(taskToken);
  const lock = (await services.ledger.read(lockKey(run)))?.value as RunLock | undefined;
  return services.tasks.fail(taskToken, faultOf(state, lock), causeOf(state));
}

function faultOf(state: ExecutionState | undefined, lock: RunLock | undefined): RunFault {
  if (!state) return runFaults.defect;
  if (state.status === 'Stopped') return lock?.is_stopping ? runFaults.hung : runFaults.stopped;
  return faultOfFailure(state.failureReason ?? '');
}

/** What people read: step and reason. */
function causeOf(state: ExecutionState | undefined): string {
  if (!state) return 'the execution does not exist any more';
  if (state.status === 'Stopped') return 'the execution was stopped';
  return [state.failedStep, state.failureReason ?? 'no reason was given'].filter(Boolean).join(': ');
}
