import { orchestrationSettings } from '../orchestration-settings';
import { stateMachines, taskHandlerNames, type State } from './index';

const resources = { functionArn: (handler: string) => `function:${handler}`, topicArn: 'topic' };
const machines = Object.entries(stateMachines(resources, orchestrationSettings.parse({})));

interface Level {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

/** A machine's own states, and those of each of its maps. */
function levels(level: Level): readonly Level[] {
  const maps = Object.values(level.States).flatMap((state) =>
    state.Type === 'Map' ? levels(state.ItemProcessor) : [],
  );
  return [level, ...maps];
}

/** States that a state may go on with. */
function targets(state: State): readonly string[] {
  const caught = state.Type === 'Task' ? (state.Catch ?? []).map(({ Next }) => Next) : [];
  if (state.Type === 'Choice') return [...state.Choices.map(({ Next }) => Next), state.Default];
  return 'Next' in state ? [state.Next, ...caught] : caught;
}

describe.each(machines)('the machine %s', (_name, machine) => {
  it('goes on with states that it has, and reaches each of them', () => {
    for (const { StartAt, States } of levels(machine)) {
      const reached = new Set([StartAt]);
      for (const name of reached) {
        const state = States[name];
        if (state) for (const next of targets(state)) reached.add(next);
      }
      expect([...reached].sort()).toEqual(Object.keys(States).sort());
    }
  });

  it('is JSON, the same each time', () => {
    expect(JSON.parse(JSON.stringify(machine))).toEqual(machine);
  });
});

it('calls every handler, and no other function', () => {
  const called = JSON.stringify(machines).matchAll(/"function:([a-z-]+)"/g);
  expect(new Set([...called].map(([, name]) => name))).toEqual(new Set(taskHandlerNames));
});
