import type { OrchestrationSettings } from '../orchestration-settings';
import { conclusion } from './conclusion';
import type { StateMachineResources } from './names';
import { runsMap } from './run-states';
import type { StateMachineDefinition } from './states-language';
import { handlerTask } from './tasks';

const runsAtOnce = 10;

/**
 * A completed batch: the 15m pipeline once for each active version of its project, then FGABuilderStep alone for the
 * window ends that a late batch made stale.
 */
export function batchMachine(
  resources: StateMachineResources,
  settings: OrchestrationSettings,
): StateMachineDefinition {
  return {
    Comment: 'Runs the 15m pipeline over completed batches, and again over what they made stale.',
    QueryLanguage: 'JSONPath',
    StartAt: 'Find the batches',
    States: {
      'Find the batches': handlerTask(resources, 'find-batches', {
        payload: { 'event.$': '$' },
        to: { Next: 'Run the batches' },
      }),
      'Run the batches': runsMap(resources, settings, {
        ...{ itemsPath: '$.runs', concurrency: runsAtOnce, resultPath: '$.results' },
        to: { Next: 'Find stale windows' },
      }),
      'Find stale windows': handlerTask(resources, 'find-stale-windows', {
        payload: { 'runs.$': '$.runs', 'results.$': '$.results' },
        ...{ resultPath: '$.stale', to: { Next: 'Run stale windows' } },
      }),
      'Run stale windows': runsMap(resources, settings, {
        ...{ itemsPath: '$.stale.answer.runs', concurrency: 1, resultPath: '$.reruns' },
        to: { Next: 'Conclude' },
      }),
      ...conclusion(resources, { 'results.$': '$.results', 'reruns.$': '$.reruns' }),
    },
  };
}
