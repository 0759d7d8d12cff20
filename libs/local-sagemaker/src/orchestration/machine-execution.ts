import type { State, StateMachineDefinition } from '@ndr/pipelines';
import { asJson, asText, type Json, type JsonObject } from './json';
import type { MachineHost, StateEntry } from './machine-host';
import { filled, valueAt, withResult, type Scope } from './paths';
import { StateError } from './state-error';
import { chosen } from './states/choice';
import { runMap, type ItemRun } from './states/map';
import { runTask, type Step } from './states/task';

/** How an execution of a state machine ended. */
export type MachineEnd =
  | { readonly status: 'SUCCEEDED'; readonly output: Json }
  | { readonly status: 'FAILED'; readonly error: string; readonly cause: string }
  | { readonly status: 'ABORTED' };

/** Which machine runs, as what, and with what. */
export interface MachineRun {
  readonly machine: string;
  readonly definition: StateMachineDefinition;
  readonly executionArn: string;
  readonly input: unknown;
}

/** Runs a state machine to its end; `signal` ends it at the next state. */
export async function runMachine(run: MachineRun, host: MachineHost, signal: AbortSignal): Promise<MachineEnd> {
  const { executionArn, definition } = run;
  const input = asJson(run.input);
  const context: JsonObject = {
    Execution: { Id: executionArn, Input: input, StartTime: host.clock.now().toISOString() },
    StateMachine: { Name: run.machine },
  };
  try {
    const place = { machine: run.machine, map: undefined };
    const output = await runStates(place, definition, { input, context }, host, signal);
    return { status: 'SUCCEEDED', output };
  } catch (error) {
    if (signal.aborted) return { status: 'ABORTED' };
    if (!(error instanceof StateError)) throw error;
    return { status: 'FAILED', error: error.error, cause: error.cause };
  }
}

interface States {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

/** Whose states run. */
type Place = Pick<StateEntry, 'machine' | 'map'>;

async function runStates(
  place: Place,
  { StartAt, States }: States,
  scope: Scope,
  host: MachineHost,
  signal: AbortSignal,
): Promise<Json> {
  let step: Step = { next: StartAt, output: scope.input };
  let from: string | undefined;
  while (step.next !== undefined) {
    if (signal.aborted) throw new StateError('States.Aborted', 'it was ended');
    const name = step.next;
    const state = States[name];
    if (!state) throw new StateError('States.Runtime', `there is no state ${name}`);
    host.entered?.({ ...place, from, state: name });
    const itemPlace = { machine: place.machine, map: name };
    const runItem: ItemRun = (processor, item, context) =>
      runStates(itemPlace, processor, { input: item, context }, host, signal);
    step = await runState(state, { ...scope, input: step.output }, { host, signal, runItem });
    from = name;
  }
  return step.output;
}

interface Running {
  readonly host: MachineHost;
  readonly signal: AbortSignal;
  /** Runs the states of an item, if the state is a map. */
  readonly runItem: ItemRun;
}

async function runState(state: State, scope: Scope, { host, signal, runItem }: Running): Promise<Step> {
  const { input } = scope;
  const next = 'Next' in state ? state.Next : undefined;
  switch (state.Type) {
    case 'Task':
      return runTask(state, scope, host, signal);
    case 'Choice':
      return { next: chosen(state, scope), output: input };
    case 'Wait':
      await host.clock.wait(state.Seconds * 1000, signal);
      return { next, output: input };
    case 'Map': {
      const results = await runMap(state, scope, runItem);
      return { next, output: withResult(input, state.ResultPath, results) };
    }
    case 'Pass':
      return {
        next,
        output: withResult(input, state.ResultPath, state.Parameters ? filled(asJson(state.Parameters), scope) : input),
      };
    case 'Succeed':
      return { next: undefined, output: input };
    case 'Fail':
      throw new StateError(state.Error, asText(valueAt(state.CausePath, scope)));
  }
}
