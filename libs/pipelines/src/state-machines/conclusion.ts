import type { StateMachineResources } from './names';
import type { State, Template } from './states-language';
import { handlerTask } from './tasks';

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
    'Runs failed': { Type: 'Fail', Error: 'Ndr.RunsFailed', CausePath: '$.cause' },
  };
}
