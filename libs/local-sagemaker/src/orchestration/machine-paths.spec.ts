import {
  orchestrationSettings,
  runFaults,
  stateMachineNames,
  stateMachines,
  type State,
  type StateMachineName,
} from '@ndr/pipelines';
import type { MachineEnd } from './machine-execution';
import type { PublishedMessage } from './machine-host';
import { NamedError, TestedMachine, type MachineFunctions } from '../testing/tested-machine';

const settings = orchestrationSettings.parse({ completenessCheckMinutes: 30, lookMinutes: 30, hangMinutes: 180 });
const machines = stateMachines({ functionArn: (handler) => handler, topicArn: 'failures' }, settings);

/** What a handler answers about a run, one call after the other; the last answer stands for all that follow. */
interface Script {
  readonly claim?: readonly unknown[];
  readonly turn?: readonly unknown[];
  readonly execute?: readonly Execution[];
  readonly release?: readonly unknown[];
  readonly range?: readonly unknown[];
  readonly publishFailure?: NamedError;
}

/** `ends` and a fault answer the task's token, `silence` does not. */
type Execution = 'ends' | 'silence' | NamedError;

/** What becomes of each run of a machine whose handlers follow a script. */
interface Scenario {
  readonly story: string;
  readonly script: Script;
  readonly outcome: 'done' | 'absorbed' | 'failed';
  /** Whether people are told of it; not unless given. */
  readonly isTold?: boolean;
}

const fault = (name: string) => new NamedError(name);
const defect = fault(runFaults.defect);
const lockLost = fault(runFaults.lockLost);
const released = { isMine: true, notification: { subject: 'failed', message: 'why' } };

const runScenarios: readonly Scenario[] = [
  { story: 'is done', script: {}, outcome: 'done' },
  { story: 'was done by another', script: { claim: [{ outcome: 'absorbed' }] }, outcome: 'absorbed' },
  {
    story: 'is claimed once another has ended with former content',
    script: { claim: [{ outcome: 'later' }, { outcome: 'later' }, { outcome: 'claimed' }] },
    outcome: 'done',
  },
  { story: 'cannot be claimed', script: { claim: [defect] }, outcome: 'failed', isTold: true },
  { story: 'waits for its turn', script: { turn: [{ isTurn: false }, { isTurn: true }] }, outcome: 'done' },
  { story: 'is taken over while it waits', script: { turn: [{ isTurn: false }, lockLost] }, outcome: 'absorbed' },
  { story: 'never has its turn', script: { turn: [defect] }, outcome: 'failed', isTold: true },
  { story: 'is taken over while it executes', script: { execute: ['silence', lockLost] }, outcome: 'absorbed' },
  { story: 'fails by its input', script: { execute: [defect] }, outcome: 'failed', isTold: true },
  { story: 'is stopped by somebody', script: { execute: [fault(runFaults.stopped)] }, outcome: 'failed', isTold: true },
  { story: 'is taken over when it ends', script: { release: [lockLost] }, outcome: 'absorbed' },
  { story: 'ends, and cannot be released', script: { release: [defect, released] }, outcome: 'failed', isTold: true },
  {
    story: 'fails in the hands of another',
    script: { execute: [defect], release: [{ isMine: false }] },
    outcome: 'absorbed',
  },
  { story: 'fails while it is taken over', script: { execute: [defect], release: [lockLost] }, outcome: 'absorbed' },
  { story: 'fails, and cannot be released', script: { execute: [defect], release: [defect] }, outcome: 'failed' },
  {
    story: 'fails, and cannot be told',
    script: { execute: [defect], publishFailure: fault('SNS.Unreachable') },
    outcome: 'failed',
  },
];

const incomplete = { run: { key: 'incomplete' }, cause: 'FG-A lacks 1 of 672 slices' };
const complete = { decision: 'run', run: { key: 'complete' } };
const rangeScenarios: readonly Scenario[] = [
  { story: 'waits for its range', script: { range: [{ decision: 'wait' }, complete] }, outcome: 'done' },
  {
    story: 'is refused for its range',
    script: { range: [{ ...incomplete, decision: 'fail' }] },
    outcome: 'failed',
    isTold: true,
  },
  { story: 'has a range that cannot be looked at', script: { range: [defect] }, outcome: 'failed', isTold: true },
];

const scenariosOf = (machine: StateMachineName) =>
  machine === 'baselines' ? [...runScenarios, ...rangeScenarios] : runScenarios;

interface Result {
  readonly end: MachineEnd;
  /** How the runs ended, as the machine concludes. */
  readonly outcomes: readonly string[];
  readonly published: readonly PublishedMessage[];
  readonly ways: readonly string[];
  /** Calls of `execute-run` for the first run. */
  readonly executions: number;
  readonly seconds: number;
}

type Counted = Readonly<Record<string, readonly { readonly outcome: string }[]>> & {
  readonly before?: { readonly failed: number };
};

interface RunPayload {
  readonly run: { readonly key: string };
}

/** Lets a machine run to its end with the handlers of a script. */
async function follow(name: StateMachineName, script: Script): Promise<Result> {
  const outcomes: string[] = [];
  const calls = new Map<string, number>();
  const next = <Answer>(handler: string, { run }: RunPayload, answers: readonly Answer[]): Answer => {
    const place = `${handler} ${run.key}`;
    const count = calls.get(place) ?? 0;
    calls.set(place, count + 1);
    const answer = answers[Math.min(count, answers.length - 1)] as Answer;
    if (answer instanceof NamedError && handler !== 'execute-run') throw answer;
    return answer;
  };
  const functions: MachineFunctions = {
    'find-batches': () => ({ runs: [{ key: 'batch' }] }),
    'find-stale-windows': () => ({ runs: [{ key: 'windows' }] }),
    'plan-baselines': () => ({ runs: [{ key: 'baselines' }] }),
    // A phase has more than one plan takes; the second plan finds it done.
    'plan-backfill': ({ phase }: { phase: string }) =>
      next('plan', { run: { key: phase } }, [
        { runs: [{ key: phase }], remaining: 1 },
        { runs: [], remaining: 0 },
      ]),
    'check-completeness': (payload: RunPayload) => next('range', payload, script.range ?? [complete]),
    'claim-run': (payload: RunPayload) => next('claim', payload, script.claim ?? [{ outcome: 'claimed' }]),
    'take-turn': (payload: RunPayload) => next('turn', payload, script.turn ?? [{ isTurn: true }]),
    'execute-run': (payload: RunPayload & { taskToken: string }) => {
      const answer = next<Execution>('execute-run', payload, script.execute ?? ['ends']);
      if (answer === 'ends') tested.waitingTasks.succeed(payload.taskToken);
      else if (answer !== 'silence') tested.waitingTasks.fail(payload.taskToken, answer.name, answer.message);
    },
    'release-run': (payload: RunPayload) => next('release', payload, script.release ?? [released]),
    conclude: ({ before, ...parts }: Counted) => {
      const counted = Object.values(parts).flatMap((runs) => runs.map(({ outcome }) => outcome));
      outcomes.push(...counted);
      const failed = (before?.failed ?? 0) + counted.filter((outcome) => outcome === 'failed').length;
      return { failed, cause: `${String(failed)} failed` };
    },
  };
  const tested = new TestedMachine(functions);
  tested.publishFailure = script.publishFailure;
  const { seconds, ...end } = await tested.run(machines[name], { horizon: '7d' }, name);
  const executions = [...calls].find(([place]) => place.startsWith('execute-run'))?.[1] ?? 0;
  const ways = tested.entries.map(({ map, from, state }) => wayOf(map, from, state));
  return { end, outcomes, published: tested.published, ways, executions, seconds };
}

function wayOf(map: string | undefined, from: string | undefined, to: string): string {
  return `${map === undefined ? '' : `${map}: `}${from ?? 'start'} -> ${to}`;
}

/** Every way from one state to another that a machine has: of choices, catchers, and straight on. */
function waysOf(
  { StartAt, States }: { readonly StartAt: string; readonly States: Readonly<Record<string, State>> },
  map?: string,
): readonly string[] {
  const ways = Object.entries(States).flatMap(([name, state]) => {
    const inside = state.Type === 'Map' ? waysOf(state.ItemProcessor, name) : [];
    return [...targets(state).map((target) => wayOf(map, name, target)), ...inside];
  });
  return [wayOf(map, undefined, StartAt), ...ways];
}

function targets(state: State): readonly string[] {
  if (state.Type === 'Choice') return [...state.Choices.map(({ Next }) => Next), state.Default];
  const caught = state.Type === 'Task' ? (state.Catch ?? []).map(({ Next }) => Next) : [];
  return 'Next' in state ? [state.Next, ...caught] : caught;
}

describe.each(stateMachineNames)('the machine %s', (name) => {
  const results = new Map<string, Result>();

  beforeAll(async () => {
    for (const { story, script } of scenariosOf(name)) results.set(story, await follow(name, script));
  });

  it.each(scenariosOf(name))('concludes that a run which $story is $outcome', ({ story, outcome, isTold = false }) => {
    const result = results.get(story);
    if (!result) throw new RangeError(story);
    const { end, outcomes, published } = result;
    const runs = outcomes.length;
    expect(runs).toBeGreaterThan(0);
    expect(new Set(outcomes)).toEqual(new Set([outcome]));
    expect(published).toHaveLength(isTold ? runs : 0);
    expect(end).toMatchObject(
      outcome === 'failed'
        ? { status: 'FAILED', error: 'Ndr.RunsFailed', cause: `${String(runs)} failed` }
        : { status: 'SUCCEEDED' },
    );
  });

  it('goes every way that it has in these stories, and no other', () => {
    const gone = new Set([...results.values()].flatMap(({ ways }) => ways));
    expect([...gone].sort()).toEqual([...new Set(waysOf(machines[name]))].sort());
  });
});

describe('the policy of a class of fault', () => {
  it.each([
    ['the service has no room', runFaults.transient, 1 + 5],
    ['another run writes the same slices', runFaults.busy, 1 + 6],
    ['it hung', runFaults.hung, 1 + 2],
    ['no event came for a limit and three looks more', 'silence', 1 + 4 * 6],
    ['a call of the service was not answered', 'Ndr.Service', 1 + 6],
    ['Lambda broke', 'Lambda.ServiceException', 1 + 6],
    ['its input is wrong', runFaults.defect, 1],
    ['somebody stopped it', runFaults.stopped, 1],
  ] as const)('when %s: %s is tried %d times in all', async (_story, name, times) => {
    const { executions, outcomes } = await follow('batch', { execute: [name === 'silence' ? name : fault(name)] });
    expect([executions, new Set(outcomes)]).toEqual([times, new Set(['failed'])]);
  });

  it('ends with what passes within its attempts', async () => {
    const passing = [runFaults.transient, runFaults.busy, runFaults.hung].map(fault);
    const { executions, outcomes } = await follow('batch', { execute: [...passing, 'silence', 'ends'] });
    expect([executions, new Set(outcomes)]).toEqual([5, new Set(['done'])]);
  });
});
