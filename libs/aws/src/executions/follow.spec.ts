import { SageMakerServiceException } from '@aws-sdk/client-sagemaker';
import type { NdrEvent } from '@ndr/core';
import { followExecution, type FollowOptions } from './follow';
import { scriptedClient } from '../testing/scripted-client';

const arn = 'arn:aws:sagemaker:us-east-1:123456789012:pipeline/p/execution/abcdefghijkl';
const definition = JSON.stringify({
  Version: '2020-12-01',
  Steps: [
    { Name: 'First', Type: 'Processing', Arguments: {} },
    {
      Name: 'Choose',
      Type: 'Condition',
      Arguments: { Conditions: [], IfSteps: [{ Name: 'Then', Type: 'Processing', Arguments: {} }], ElseSteps: [] },
    },
  ],
});
const interval = { first: 1, last: 2 };
const epoch = new Date(0).toISOString();

/** What the service says at one look. */
interface Look {
  readonly status?: string;
  readonly steps?: readonly Readonly<Record<string, unknown>>[];
  readonly error?: Error;
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Follows an execution that is at each look as the next of `looks` says, and the last one from then on. */
async function follow(looks: readonly Look[], options: Partial<FollowOptions> = {}) {
  const events: NdrEvent[] = [];
  let number = 0;
  const look = () => looks[Math.min(number, looks.length) - 1] ?? {};
  const client = scriptedClient({
    DescribePipelineExecution: () => {
      number += 1;
      const { status, error, more } = look();
      if (error) throw error;
      return { PipelineExecutionStatus: status ?? 'Executing', CreationTime: new Date(0), ...more };
    },
    ListPipelineExecutionSteps: () => ({ PipelineExecutionSteps: look().steps ?? [] }),
    DescribePipelineDefinitionForExecution: () => ({ PipelineDefinition: definition }),
  });
  const reporter = (event: NdrEvent) => void events.push(event);
  const outcome = await followExecution(client, arn, { reporter, interval, ...options }).catch(
    (error: unknown) => error,
  );
  return { outcome, events, looks: number };
}

const step = (StepName: string, StepStatus: string, more: object = {}) => ({ StepName, StepStatus, ...more });
const failure = (name: string, httpStatusCode: number) =>
  new SageMakerServiceException({ name, $fault: 'client', $metadata: { httpStatusCode } });

it('tells the steps that there are, each change of one, and the end', async () => {
  const { outcome, events } = await follow([
    { steps: [step('First', 'Executing')] },
    { steps: [step('First', 'Executing')] },
    { steps: [step('First', 'Succeeded'), step('Choose', 'Succeeded'), step('Then', 'Executing')] },
    {
      status: 'Succeeded',
      steps: [step('First', 'Succeeded'), step('Choose', 'Succeeded'), step('Then', 'Succeeded')],
    },
  ]);
  expect(outcome).toMatchObject({ arn, pipeline: 'p', status: 'Succeeded' });
  expect(events).toEqual([
    { type: 'execution-started', pipeline: 'p', arn, steps: ['First', 'Choose', 'Then'], startTime: epoch },
    { type: 'step-changed', step: 'First', status: 'Executing' },
    { type: 'step-changed', step: 'First', status: 'Succeeded' },
    { type: 'step-changed', step: 'Choose', status: 'Succeeded' },
    { type: 'step-changed', step: 'Then', status: 'Executing' },
    { type: 'step-changed', step: 'Then', status: 'Succeeded' },
    { type: 'execution-ended', arn, status: 'Succeeded', endTime: epoch },
  ]);
});

it('tells of an execution that ended long ago all that it did', async () => {
  const [startTime, endTime, changeTime] = [1, 2, 3].map((second) => new Date(second * 1000).toISOString());
  const times = { StartTime: new Date(1000), EndTime: new Date(2000) };
  const failed = step('First', 'Failed', { FailureReason: 'no input', ...times });
  const more = { FailureReason: 'a step failed', LastModifiedTime: new Date(3000) };
  const { events, looks } = await follow([{ status: 'Failed', steps: [failed], more }]);
  expect(events.slice(1)).toEqual([
    { type: 'step-changed', step: 'First', status: 'Failed', reason: 'no input', startTime, endTime },
    { type: 'execution-ended', arn, status: 'Failed', reason: 'a step failed', endTime: changeTime },
  ]);
  expect(looks).toBe(1);
});

it('tells attempts of a step, and where a result was taken from', async () => {
  const { events } = await follow([
    { steps: [step('First', 'Executing', { AttemptCount: 1 })] },
    { steps: [step('First', 'Executing', { AttemptCount: 2 })] },
    {
      status: 'Succeeded',
      steps: [
        step('First', 'Executing', { AttemptCount: 2 }),
        step('Then', 'Succeeded', { CacheHitResult: { SourcePipelineExecutionArn: 'other' } }),
      ],
    },
  ]);
  expect(events.slice(1, -1)).toEqual([
    { type: 'step-changed', step: 'First', status: 'Executing', attempt: 1 },
    { type: 'step-changed', step: 'First', status: 'Executing', attempt: 2 },
    { type: 'step-changed', step: 'Then', status: 'Succeeded', cacheHit: 'other' },
  ]);
});

it('lists only the steps that a selective execution runs', async () => {
  const more = { SelectiveExecutionConfig: { SelectedSteps: [{ StepName: 'Then' }] } };
  const { events } = await follow([{ status: 'Succeeded', more }]);
  expect(events[0]).toMatchObject({ steps: ['Then'] });
});

it.each([
  ['throttles', failure('ThrottlingException', 400)],
  ['fails', failure('InternalFailure', 500)],
  ['does not answer', Object.assign(new Error('no answer'), { name: 'TimeoutError' })],
])('goes on when the service %s for a while', async (_what, error) => {
  const { outcome } = await follow([{ error }, {}, { error }, { error }, { status: 'Stopped' }]);
  expect(outcome).toMatchObject({ status: 'Stopped' });
});

it('ends at once when asking again is of no use', async () => {
  const { outcome, looks } = await follow([{ error: failure('ExpiredTokenException', 403) }]);
  expect(outcome).toMatchObject({ name: 'ExpiredTokenException' });
  expect(looks).toBe(1);
});

it('says that an execution does not exist', async () => {
  const { outcome } = await follow([{ error: failure('ResourceNotFound', 400) }]);
  expect(outcome).toMatchObject({ code: 'execution.not-found', place: arn });
});

it('throws why nothing is known when the time is up and the service still throttles', async () => {
  const error = failure('ThrottlingException', 400);
  const { outcome } = await follow([{ error }], { timeoutMs: 20 });
  expect(outcome).toBe(error);
});

it('answers what is known when the time is up', async () => {
  const { outcome, events } = await follow([{ steps: [step('First', 'Executing')] }], { timeoutMs: 20 });
  expect(outcome).toMatchObject({ status: 'Executing', steps: [{ name: 'First' }] });
  expect(events.at(-1)).toMatchObject({ type: 'step-changed' });
});

it('ends when it is told to, in the middle of a pause', async () => {
  const stop = new AbortController();
  const following = follow([{}], { signal: stop.signal, interval: { first: 60_000, last: 60_000 } });
  setTimeout(() => stop.abort(), 20);
  expect((await following).outcome).toBe(stop.signal.reason);
});

it.each(['', 'ndr-15m-pipeline', 'arn:aws:sagemaker:us-east-1:123456789012:pipeline/p'])(
  'refuses %j, which names no execution, before any call',
  async (other) => {
    const client = scriptedClient({});
    await expect(followExecution(client, other, { reporter: () => undefined })).rejects.toMatchObject({
      code: 'usage',
      place: other,
    });
  },
);
