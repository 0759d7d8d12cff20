import type { OrchestrationSettings } from '../orchestration-settings';
import { conclusion } from './conclusion';
import type { StateMachineResources } from './names';
import { runsMap, toFailure } from './run-states';
import type { State, StateMachineDefinition } from './states-language';
import { handlerTask } from './tasks';

const runsAtOnce = 2;

/** The baselines of a horizon that are due, of each project and version, once their range is complete. */
export function baselinesMachine(
  resources: StateMachineResources,
  settings: OrchestrationSettings,
): StateMachineDefinition {
  return {
    Comment: 'Builds the baselines of a horizon that are due.',
    QueryLanguage: 'JSONPath',
    StartAt: 'Plan the baselines',
    States: {
      'Plan the baselines': handlerTask(resources, 'plan-baselines', {
        payload: { 'horizon.$': '$.horizon' },
        to: { Next: 'Build the baselines' },
      }),
      'Build the baselines': runsMap(resources, settings, {
        ...{ itemsPath: '$.runs', concurrency: runsAtOnce, resultPath: '$.results' },
        before: { startAt: 'Look at the range', states: completeness(resources, settings) },
        to: { Next: 'Conclude' },
      }),
      ...conclusion(resources, { 'results.$': '$.results' }),
    },
  };
}

/** Waits for FG-A over the range, up to a limit. */
function completeness(
  resources: StateMachineResources,
  { completenessCheckMinutes }: OrchestrationSettings,
): Readonly<Record<string, State>> {
  return {
    'Look at the range': handlerTask(resources, 'check-completeness', {
      payload: { 'run.$': '$.run', 'since.$': '$.since' },
      ...{ resultPath: '$.range', to: { Next: 'Is the range complete?' } },
      catches: [toFailure],
    }),
    'Is the range complete?': {
      Type: 'Choice',
      Choices: [
        { Variable: '$.range.answer.decision', StringEquals: 'run', Next: 'Record the coverage' },
        { Variable: '$.range.answer.decision', StringEquals: 'wait', Next: 'Wait for the range' },
      ],
      Default: 'Refuse the range',
    },
    'Record the coverage': {
      Type: 'Pass',
      Parameters: { 'run.$': '$.range.answer.run', 'owner.$': '$.owner', 'since.$': '$.since' },
      Next: 'Claim the run',
    },
    'Wait for the range': { Type: 'Wait', Seconds: completenessCheckMinutes * 60, Next: 'Look at the range' },
    'Refuse the range': {
      Type: 'Pass',
      Parameters: { Error: 'Ndr.Incomplete', 'Cause.$': '$.range.answer.cause' },
      ResultPath: '$.error',
      Next: 'Give the run up',
    },
  };
}
