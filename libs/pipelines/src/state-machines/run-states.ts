import type { OrchestrationSettings } from '../orchestration-settings';
import { runFaults, runRetries } from './faults';
import type { StateMachineResources } from './names';
import type { Catcher, MapState, State, Template, Transition } from './states-language';
import { handlerTask, notificationTask, waitingTask } from './tasks';

const waitSeconds = 60;
const run: Template = { 'run.$': '$.run', 'owner.$': '$.owner', 'since.$': '$.since' };
/** Whatever befalls a run before it ends is told to people. */
export const toFailure: Catcher = { ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Give the run up' };

/**
 * One run of a pipeline, from its lock to its end: claimed by one orchestrator, in its turn among runs of the same
 * slices, its end told by an event. A failed run is told to people, and stops no other.
 */
export function runStates(
  resources: StateMachineResources,
  { lookMinutes, hangMinutes }: OrchestrationSettings,
): Readonly<Record<string, State>> {
  return {
    'Claim the run': handlerTask(resources, 'claim-run', {
      ...{ payload: run, resultPath: '$.claim', to: { Next: 'Is it claimed?' }, catches: [toFailure] },
    }),
    'Is it claimed?': {
      Type: 'Choice',
      Choices: [
        { Variable: '$.claim.answer.outcome', StringEquals: 'claimed', Next: 'Take its turn' },
        { Variable: '$.claim.answer.outcome', StringEquals: 'later', Next: 'Wait for the claim' },
      ],
      Default: 'Absorbed',
    },
    'Wait for the claim': { Type: 'Wait', Seconds: waitSeconds, Next: 'Claim the run' },
    'Take its turn': handlerTask(resources, 'take-turn', {
      ...{ payload: run, resultPath: '$.turn', to: { Next: 'Is it its turn?' }, catches: [lockLost, toFailure] },
    }),
    'Is it its turn?': {
      Type: 'Choice',
      Choices: [{ Variable: '$.turn.answer.isTurn', BooleanEquals: true, Next: 'Execute the pipeline' }],
      Default: 'Wait for its turn',
    },
    'Wait for its turn': { Type: 'Wait', Seconds: waitSeconds, Next: 'Take its turn' },
    'Execute the pipeline': waitingTask(resources, 'execute-run', {
      ...{ payload: run, timeoutSeconds: lookMinutes * 60, retries: runRetries(lookMinutes, hangMinutes) },
      ...{ to: { Next: 'Release the run' }, catches: [lockLost, toFailure] },
    }),
    'Release the run': handlerTask(resources, 'release-run', {
      payload: { ...run, outcome: 'done' },
      ...{ resultPath: '$.released', to: { Next: 'Done' }, catches: [lockLost, toFailure] },
    }),
    Done: { Type: 'Pass', Parameters: result('done'), End: true },
    Absorbed: { Type: 'Pass', Parameters: result('absorbed'), End: true },
    'Give the run up': handlerTask(resources, 'release-run', {
      payload: { ...run, outcome: 'failed', 'error.$': '$.error' },
      ...{ resultPath: '$.released', to: { Next: 'Is it told?' }, catches: [lockLost, unreleased] },
    }),
    'Is it told?': {
      Type: 'Choice',
      Choices: [{ Variable: '$.released.answer.isMine', BooleanEquals: false, Next: 'Absorbed' }],
      Default: 'Tell people',
    },
    'Tell people': notificationTask(resources, 'Failed'),
    Failed: { Type: 'Pass', Parameters: { ...result('failed'), 'error.$': '$.error' }, End: true },
  };
}

const lockLost: Catcher = { ErrorEquals: [runFaults.lockLost], ResultPath: '$.error', Next: 'Absorbed' };
/** The lock expires by itself; the alarm on failed machines tells people. */
const unreleased: Catcher = { ErrorEquals: ['States.ALL'], ResultPath: '$.unreleased', Next: 'Failed' };

/** Kept short: results of many runs stand in one state, which the service limits to 256 KB. */
function result(outcome: string): Template {
  return { 'key.$': '$.run.key', outcome };
}

/** How many runs at once, which, and what follows. */
interface RunsMap {
  readonly itemsPath: string;
  readonly concurrency: number;
  readonly to: Transition;
  readonly resultPath?: string;
  /** States before the claim, with the first of them. */
  readonly before?: { readonly startAt: string; readonly states: Readonly<Record<string, State>> };
}

/** Runs, each by its own states; one that fails leaves the others alone. */
export function runsMap(
  resources: StateMachineResources,
  settings: OrchestrationSettings,
  { itemsPath, concurrency, to, resultPath, before }: RunsMap,
): MapState {
  return {
    Type: 'Map',
    ItemsPath: itemsPath,
    ItemSelector: {
      'run.$': '$$.Map.Item.Value',
      'owner.$': '$$.Execution.Id',
      'since.$': '$$.Execution.StartTime',
    },
    MaxConcurrency: concurrency,
    ItemProcessor: {
      ProcessorConfig: { Mode: 'INLINE' },
      StartAt: before?.startAt ?? 'Claim the run',
      States: { ...before?.states, ...runStates(resources, settings) },
    },
    ...(resultPath !== undefined && { ResultPath: resultPath }),
    ...to,
  };
}
