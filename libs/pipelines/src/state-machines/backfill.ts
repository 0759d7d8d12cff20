import type { OrchestrationSettings } from '../orchestration-settings';
import { conclusion } from './conclusion';
import type { StateMachineResources } from './names';
import { runsMap } from './run-states';
import type { State, StateMachineDefinition } from './states-language';
import { handlerTask } from './tasks';

/** Parts of a backfill, in their order: each reads what the former wrote. */
export const backfillPhases = ['history', 'pairs', 'windows', 'baselines', 'novelty'] as const;
export type BackfillPhase = (typeof backfillPhases)[number];

const nothingCounted = { done: 0, absorbed: 0, failed: 0, failedKeys: [], cause: '' };

/**
 * What a range lacks: 15m history first; the 30d baselines whose pairs changed, since windows read them; the window ends
 * that are stale; FG-B behind them; and with `novelty` the windows whose novelty would choose another baseline now.
 * Planned phase by phase from commit records, so that starting it again goes on where it ended.
 */
export function backfillMachine(
  resources: StateMachineResources,
  settings: OrchestrationSettings,
): StateMachineDefinition {
  const phases = backfillPhases.flatMap((phase, index) =>
    Object.entries(phaseStates(resources, settings, phase, backfillPhases[index + 1])),
  );
  return {
    Comment: 'Runs what a range of time lacks.',
    QueryLanguage: 'JSONPath',
    StartAt: 'Take the request',
    States: {
      'Take the request': {
        Type: 'Pass',
        Parameters: { 'request.$': '$', counted: { answer: nothingCounted } },
        Next: planName(backfillPhases[0]),
      },
      ...Object.fromEntries(phases),
      ...conclusion(resources, { 'before.$': '$.counted.answer' }),
    },
  };
}

function phaseStates(
  resources: StateMachineResources,
  settings: OrchestrationSettings,
  phase: BackfillPhase,
  next: BackfillPhase | undefined,
): Readonly<Record<string, State>> {
  return {
    [planName(phase)]: handlerTask(resources, 'plan-backfill', {
      payload: { phase, 'request.$': '$.request', 'owner.$': '$$.Execution.Id' },
      ...{ resultPath: '$.plan', to: { Next: runName(phase) } },
    }),
    [runName(phase)]: runsMap(resources, settings, {
      ...{ itemsPath: '$.plan.answer.runs', resultPath: '$.results' },
      concurrency: settings.backfillConcurrency,
      to: { Next: countName(phase) },
    }),
    // Results of many runs would not fit into a state: what they come to is kept.
    [countName(phase)]: handlerTask(resources, 'conclude', {
      payload: { 'before.$': '$.counted.answer', 'results.$': '$.results' },
      ...{ resultPath: '$.counted', to: { Next: moreName(phase) } },
    }),
    [moreName(phase)]: {
      Type: 'Choice',
      Choices: [{ Variable: '$.plan.answer.remaining', NumericGreaterThan: 0, Next: planName(phase) }],
      Default: next === undefined ? 'Conclude' : planName(next),
    },
  };
}

function planName(phase: BackfillPhase): string {
  return `Plan ${phase}`;
}

function runName(phase: BackfillPhase): string {
  return `Run ${phase}`;
}

function countName(phase: BackfillPhase): string {
  return `Count ${phase}`;
}

function moreName(phase: BackfillPhase): string {
  return `Is there more ${phase}?`;
}
