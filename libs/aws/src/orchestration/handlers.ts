import type { TaskHandlerName } from '@ndr/pipelines';
import { checkCompleteness } from './check-completeness';
import { claimRun } from './claim-run';
import { completeExecution } from './complete-execution';
import { conclude } from './conclude';
import { executeRun } from './execute-run';
import { findBatches } from './find-batches';
import { findStaleWindows } from './find-stale-windows';
import { planBackfill } from './plan-backfill';
import { planBaselines } from './plan-baselines';
import { releaseRun } from './release-run';
import type { OrchestrationServices } from './services';
import { takeTurn } from './take-turn';

/** Does the work of a task: a function of its input, and of what it works with. */
export type Handler = (input: unknown, services: OrchestrationServices) => Promise<unknown>;

/** The handler of each task of the state machines, and `complete-execution`, which EventBridge calls. */
export const handlers: Readonly<Record<HandlerName, Handler>> = {
  'find-batches': findBatches,
  'claim-run': claimRun,
  'take-turn': takeTurn,
  'execute-run': executeRun,
  'release-run': releaseRun,
  'find-stale-windows': findStaleWindows,
  'plan-baselines': planBaselines,
  'check-completeness': checkCompleteness,
  'plan-backfill': planBackfill,
  conclude,
  'complete-execution': completeExecution,
};
export type HandlerName = TaskHandlerName | 'complete-execution';

/** Names of the handlers. */
export const handlerNames = Object.keys(handlers) as readonly HandlerName[];
