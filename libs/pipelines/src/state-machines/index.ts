import type { OrchestrationSettings } from '../orchestration-settings';
import { backfillMachine } from './backfill';
import { baselinesMachine } from './baselines';
import { batchMachine } from './batch';
import type { StateMachineName, StateMachineResources } from './names';
import type { StateMachineDefinition } from './states-language';

export { backfillPhases, type BackfillPhase } from './backfill';
export { runsFailedError } from './conclusion';
export { runFaults, type RunFault } from './faults';
export {
  stateMachineNames,
  taskHandlerNames,
  type StateMachineName,
  type StateMachineResources,
  type TaskHandlerName,
} from './names';
export type {
  ChoiceRule,
  ChoiceState,
  MapState,
  Retrier,
  State,
  StateMachineDefinition,
  TaskState,
} from './states-language';

/** The state machines of orchestration: those that CDK deploys are those that run on one machine. */
export function stateMachines(
  resources: StateMachineResources,
  settings: OrchestrationSettings,
): Readonly<Record<StateMachineName, StateMachineDefinition>> {
  return {
    batch: batchMachine(resources, settings),
    baselines: baselinesMachine(resources, settings),
    backfill: backfillMachine(resources, settings),
  };
}
