import type { State, StateMachineDefinition } from '@ndr/pipelines';
import { NamedError, TestedMachine } from '../testing/tested-machine';

/** A machine of a test, whose states stand in their order. */
class Run extends TestedMachine {
  of(states: Readonly<Record<string, State>>, input: unknown = {}) {
    return this.run(machine(states), input);
  }
}

function machine(states: Readonly<Record<string, State>>): StateMachineDefinition {
  return { Comment: 'of a test', QueryLanguage: 'JSONPath', StartAt: Object.keys(states)[0] ?? '', States: states };
}

const task = (more: object = {}): State => ({
  ...{ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true },
  Parameters: { FunctionName: 'work', Payload: { 'given.$': '$.given', fixed: 1 } },
  ...more,
});

const retry = { ErrorEquals: ['Passing'], IntervalSeconds: 10, MaxAttempts: 3, BackoffRate: 2 };

it('gives a task what its template says, and goes on with its payload', async () => {
  const run = new Run({ work: (payload) => ({ got: payload }) });
  const end = await run.of({ Work: task({ OutputPath: '$.Payload' }) }, { given: [1, { a: null }] });
  expect(end).toMatchObject({ status: 'SUCCEEDED', output: { got: { given: [1, { a: null }], fixed: 1 } } });
});

it('puts a selected result beside the input, or drops it', async () => {
  const run = new Run({ work: () => 7 });
  const states = {
    Work: task({
      ResultSelector: { 'answer.$': '$.Payload' },
      ResultPath: '$.seven',
      Next: 'Again',
      End: undefined,
    }),
    Again: task({ ResultPath: null }),
  };
  expect(await run.of(states, { given: 1 })).toMatchObject({ output: { given: 1, seven: { answer: 7 } } });
});

it('tries again by the retrier of the error, later each time', async () => {
  let calls = 0;
  const run = new Run({
    work: () => {
      calls += 1;
      if (calls < 4) throw new NamedError('Passing');
    },
  });
  const end = await run.of({ Work: task({ Retry: [retry] }) }, { given: 1 });
  expect([end.status, calls, end.seconds]).toEqual(['SUCCEEDED', 4, 10 + 20 + 40]);
});

it('waits no longer between two attempts than it may, a part of it by chance where it is told to', async () => {
  let calls = 0;
  const run = new Run({
    work: () => {
      calls += 1;
      if (calls < 4) throw new NamedError('Passing');
    },
  });
  const limited = { ...retry, MaxDelaySeconds: 16, JitterStrategy: 'FULL' } as const;
  expect((await run.of({ Work: task({ Retry: [limited] }) }, { given: 1 })).seconds).toBe((10 + 16 + 16) / 2);
});

it('fails with the error once its attempts are used up', async () => {
  const run = new Run({
    work: () => {
      throw new NamedError('Passing');
    },
  });
  const end = await run.of({ Work: task({ Retry: [retry] }) }, { given: 1 });
  expect(end).toMatchObject({ status: 'FAILED', error: 'Passing', cause: 'cause of Passing' });
});

it('goes where the catcher of the error says, with the error beside the input', async () => {
  const run = new Run({
    work: () => {
      throw new NamedError('Lasting');
    },
  });
  const Catch = [
    { ErrorEquals: ['Passing'], ResultPath: '$.passing', Next: 'Done' },
    { ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Done' },
  ];
  const end = await run.of({ Work: task({ Retry: [retry], Catch }), Done: { Type: 'Succeed' } }, { given: 1 });
  expect(end).toMatchObject({ output: { given: 1, error: { Error: 'Lasting', Cause: 'cause of Lasting' } } });
});

it('lets a task time out by the clock', async () => {
  const run = new Run({ work: () => new Promise(() => undefined) });
  const end = await run.of({ Work: task({ TimeoutSeconds: 300 }) }, { given: 1 });
  expect(end).toMatchObject({ status: 'FAILED', error: 'States.Timeout', seconds: 300 });
});

const waiting = (more: object = {}) =>
  task({
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Parameters: { FunctionName: 'work', Payload: { 'token.$': '$$.Task.Token' } },
    ResultPath: null,
    TimeoutSeconds: 3600,
    ...more,
  });

it('waits for the answer of a token', async () => {
  const run: Run = new Run({
    work: ({ token }: { token: string }) => {
      void run.clock.wait(600_000).then(() => run.waitingTasks.succeed(token));
    },
  });
  expect(await run.of({ Work: waiting() }, { given: 1 })).toMatchObject({
    status: 'SUCCEEDED',
    output: { given: 1 },
    seconds: 600,
  });
});

it('fails by the name that a token is answered with', async () => {
  const run: Run = new Run({
    work: ({ token }: { token: string }) => run.waitingTasks.fail(token, 'Ndr.Defect', 'why'),
  });
  expect(await run.of({ Work: waiting() })).toMatchObject({ status: 'FAILED', error: 'Ndr.Defect', cause: 'why' });
});

it('asks again with another token after a timeout, and leaves the former one unanswered', async () => {
  const tokens: string[] = [];
  const run: Run = new Run({
    work: ({ token }: { token: string }) => {
      tokens.push(token);
      const [former] = tokens;
      if (tokens.length === 2)
        expect([run.waitingTasks.succeed(former ?? ''), run.waitingTasks.succeed(token)]).toEqual([false, true]);
    },
  });
  const timeout = { ...retry, ErrorEquals: ['States.Timeout'], IntervalSeconds: 1 };
  expect(await run.of({ Work: waiting({ Retry: [timeout] }) })).toMatchObject({ status: 'SUCCEEDED', seconds: 3601 });
});

it('publishes what a task says', async () => {
  const run = new Run();
  await run.of(
    {
      Tell: task({
        Resource: 'arn:aws:states:::sns:publish',
        Parameters: { TopicArn: 't', 'Subject.$': '$.s', Message: 'm' },
      }),
    },
    { s: 'subject' },
  );
  expect(run.published).toEqual([{ subject: 'subject', message: 'm' }]);
});

it('tries to publish again, and goes where the catcher says when it cannot', async () => {
  const run = new Run();
  run.publishFailure = new NamedError('SNS.Unreachable');
  const publication = {
    Resource: 'arn:aws:states:::sns:publish',
    Parameters: { TopicArn: 't', Subject: 's', Message: 'm' },
    Retry: [{ ...retry, ErrorEquals: ['States.TaskFailed'] }],
    Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.unpublished', Next: 'Done' }],
  };
  const end = await run.of({ Tell: task(publication), Done: { Type: 'Succeed' } });
  expect(end).toMatchObject({ output: { unpublished: { Error: 'SNS.Unreachable' } }, seconds: 10 + 20 + 40 });
});

it.each([
  [{ Variable: '$.v', StringEquals: 'yes' }, 'yes', 'no'],
  [{ Variable: '$.v', BooleanEquals: true }, true, false],
  [{ Variable: '$.v', NumericGreaterThan: 0 }, 1, 0],
])('chooses by %j', async (rule, holding, other) => {
  const states: Record<string, State> = {
    Which: { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], Default: 'No' },
    Yes: { Type: 'Pass', Parameters: { chosen: true }, End: true },
    No: { Type: 'Pass', Parameters: { chosen: false }, End: true },
  };
  expect(await new Run().of(states, { v: holding })).toMatchObject({ output: { chosen: true } });
  expect(await new Run().of(states, { v: other })).toMatchObject({ output: { chosen: false } });
});

it('maps items in their order, so many at once as it may', async () => {
  let [running, most] = [0, 0];
  const run: Run = new Run({
    work: async ({ given }: { given: number }) => {
      running += 1;
      most = Math.max(most, running);
      await run.clock.wait(60_000 * (4 - given));
      running -= 1;
      return given * 10;
    },
  });
  const Each: State = {
    ...{ Type: 'Map', ItemsPath: '$.list', MaxConcurrency: 2, ResultPath: '$.results', End: true },
    ItemSelector: { 'given.$': '$$.Map.Item.Value', 'index.$': '$$.Map.Item.Index', 'owner.$': '$$.Execution.Id' },
    ItemProcessor: {
      ProcessorConfig: { Mode: 'INLINE' },
      StartAt: 'Work',
      States: { Work: task({ OutputPath: '$.Payload' }) },
    },
  };
  const end = await run.of({ Each }, { list: [1, 2, 3] });
  expect([end, most]).toMatchObject([{ output: { list: [1, 2, 3], results: [10, 20, 30] } }, 2]);
});

it('waits as long as a state says', async () => {
  expect(await new Run().of({ Pause: { Type: 'Wait', Seconds: 90, End: true } })).toMatchObject({ seconds: 90 });
});

it('fails as a state says', async () => {
  const end = await new Run().of(
    { No: { Type: 'Fail', Error: 'Ndr.RunsFailed', CausePath: '$.cause' } },
    { cause: 'two' },
  );
  expect(end).toMatchObject({ status: 'FAILED', error: 'Ndr.RunsFailed', cause: 'two' });
});

it('fails where a path points to nothing', async () => {
  const end = await new Run().of({ Pass: { Type: 'Pass', Parameters: { 'a.$': '$.b.c' }, End: true } }, { b: {} });
  expect(end).toMatchObject({ status: 'FAILED', error: 'States.ParameterPathFailure' });
});

it('fails on a resource that does not run here', async () => {
  const end = await new Run().of({ Work: task({ Resource: 'arn:aws:states:::sqs:sendMessage' }) }, { given: 1 });
  expect(end).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
});

it('ends at once when it is stopped', async () => {
  const run = new Run();
  void run.clock.wait(30_000).then(() => {
    run.stop.abort();
  });
  const end = await run.of({ Pause: { Type: 'Wait', Seconds: 90, Next: 'Done' }, Done: { Type: 'Succeed' } });
  expect(end).toMatchObject({ status: 'ABORTED', seconds: 30 });
});
