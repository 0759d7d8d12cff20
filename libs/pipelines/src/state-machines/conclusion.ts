import type { StateMachineResources } from './names';
import type { State, Template } from './states-language';
import { handlerTask } from './tasks';

/** Error of a machine that ended because runs of it failed: each of them was told to people, and all others are done. */
export const runsFailedError = 'Ndr.RunsFailed';

/** Last states of a machine: it fails when a run did, so that alarms and `redrive` see it, after all others had their turn. */
export function conclusion(resources: StateMachineResources, results: Template): Readonly<Record<string, State>> {
  return {
    Conclude: handlerTask(resources, 'conclude', { payload: results, to: { Next: 'Did a run fail?' } }),
    'Did a run fail?': {
      Type: 'Choice',
      Choices: [{ Variable: '$.failed', NumericGreaterThan: 0, Next: 'Runs failed' }],
      Default: 'All is done',
    },
    'All is done': { Type: 'Succeed' },
    'Runs failed': { Type: 'Fail', Error: runsFailedError, CausePath: '$.cause' },
  };
}
