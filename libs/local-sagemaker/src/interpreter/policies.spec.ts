import { once } from 'node:events';
import type { Json } from '@ndr/core';
import { before } from './duration';
import { exceptionOf, Retries } from './retries';
import { recover } from '../storage/recovery';
import { stateFolderAt } from '../storage/state-folder';
import { decide, definition, get, type TestStep } from '../testing/definitions';
import { completed, failedFor, InterpreterRun, type TestJob } from '../testing/interpreter-run';

let local: InterpreterRun;
beforeEach(() => {
  local = new InterpreterRun();
});
afterEach(() => local.close());

const step = (name: string, more: Partial<TestStep> = {}): TestStep => ({ name, entrypoint: ['true'], ...more });

/** A job that fails for `reasons`, one an attempt, and then completes; it tells how often it ran. */
function failing(...reasons: readonly string[]): { readonly job: TestJob; readonly starts: number[] } {
  const starts: number[] = [];
  const job = () => {
    const reason = reasons[starts.push(Date.now()) - 1];
    return Promise.resolve(reason === undefined ? completed : failedFor(reason));
  };
  return { job, starts };
}

/** A job that runs until `open` is called, or it is stopped. */
function gate(): { readonly job: TestJob; readonly open: () => void; readonly running: string[] } {
  const opened = new AbortController();
  const running: string[] = [];
  const job: TestJob = async ({ identity }, signal) => {
    running.push(identity.name);
    const either = AbortSignal.any([opened.signal, signal]);
    if (!either.aborted) await once(either, 'abort');
    return signal.aborted ? { status: 'Stopped', exitMessage: undefined } : completed;
  };
  return { job, open: () => opened.abort(), running };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('a retry policy', () => {
  const retried = (...RetryPolicies: Json[]) =>
    definition([step('Try', { entrypoint: ['try'], members: { RetryPolicies } })]);
  const policy = (ExceptionType: string[], more: Readonly<Record<string, Json>>) => ({ ExceptionType, ...more });

  it('starts a new job for the reasons that it names, after growing intervals', async () => {
    const { job, starts } = failing('CapacityError: none left', 'InternalServerError: again');
    local.jobs.set('try', job);
    const reasons = ['SageMaker.CAPACITY_ERROR', 'SageMaker.JOB_INTERNAL_ERROR'];
    const { arn, status } = await local.run(
      retried(policy(reasons, { IntervalSeconds: 0.05, BackoffRate: 4, MaxAttempts: 3 })),
    );
    const [first = 0, second = 0, third = 0] = starts;
    expect(status).toBe('Succeeded');
    expect(local.step(arn, 'Try')).toMatchObject({ status: 'Succeeded', attemptCount: 3 });
    expect(second - first).toBeGreaterThanOrEqual(48);
    expect(third - second).toBeGreaterThanOrEqual(198);
  });

  it('ends with its attempts', async () => {
    const { job, starts } = failing(...Array.from({ length: 9 }, () => 'CapacityError: none left'));
    local.jobs.set('try', job);
    const { arn, status } = await local.run(
      retried(policy(['SageMaker.CAPACITY_ERROR'], { IntervalSeconds: 0, MaxAttempts: 2 })),
    );
    expect([status, starts.length]).toEqual(['Failed', 3]);
    expect(local.step(arn, 'Try')).toMatchObject({ attemptCount: 3, failureReason: 'CapacityError: none left' });
  });

  it('does not repeat what the job itself did wrong', async () => {
    const { job, starts } = failing('AlgorithmError: , exit code: 1');
    local.jobs.set('try', job);
    const all = ['Step.SERVICE_FAULT', 'Step.THROTTLING', 'SageMaker.JOB_INTERNAL_ERROR', 'SageMaker.CAPACITY_ERROR'];
    await local.run(retried(policy(all, { IntervalSeconds: 0, MaxAttempts: 5 })));
    expect(starts).toHaveLength(1);
  });

  it('gives up waiting when the execution stops', async () => {
    const { job, starts } = failing('CapacityError: none left');
    local.jobs.set('try', job);
    const { arn, done } = local.start(
      retried(policy(['SageMaker.CAPACITY_ERROR'], { IntervalSeconds: 600, MaxAttempts: 2 })),
    );
    await settled();
    local.interpreter.stop(arn);
    expect([(await done).status, starts.length]).toEqual(['Stopped', 1]);
  });

  it('ends with its time', () => {
    const retries = new Retries(
      [policy(['Step.THROTTLING'], { IntervalSeconds: 40, BackoffRate: 1, ExpireAfterMin: 1 })],
      0,
    );
    expect(retries.delayAfter('Step.THROTTLING', 0)).toBe(40_000);
    expect(retries.delayAfter('Step.THROTTLING', 41_000)).toBeUndefined();
  });

  it('is there for faults of services without being asked for', () => {
    const retries = new Retries(undefined, 0);
    const delays = Array.from({ length: 4 }, () => retries.delayAfter('Step.SERVICE_FAULT', 0));
    expect(delays).toEqual([1000, 2000, 4000, undefined]);
    expect(retries.delayAfter('SageMaker.CAPACITY_ERROR', 0)).toBeUndefined();
  });

  it.each([
    ['InternalServerError: we met an error', 'SageMaker.JOB_INTERNAL_ERROR'],
    ['CapacityError: no machine', 'SageMaker.CAPACITY_ERROR'],
    ['local.disk-full at /tmp/x: no space', 'SageMaker.CAPACITY_ERROR'],
    ['ResourceLimitExceeded: 20 instances', 'SageMaker.RESOURCE_LIMIT'],
    ['ThrottlingException: rate exceeded', 'Step.THROTTLING'],
    ['AlgorithmError: CapacityError, exit code: 1', undefined],
    ['local.input-missing at input x', undefined],
  ])('takes %p for %p', (reason, exception) => expect(exceptionOf(reason)).toBe(exception));
});

describe('the step cache', () => {
  const cached = (value: Json, more: Readonly<Record<string, Json>> = {}, outputs = 's3://bucket-a/out') =>
    definition(
      [
        step('Make', {
          ...{ entrypoint: ['make'], arguments: [value], outputs: { out: outputs } },
          members: { CacheConfig: { Enabled: true, ...more } },
        }),
        step('Use', {
          dependsOn: ['Make'],
          environment: { AT: get("Steps.Make.ProcessingOutputConfig.Outputs['out'].S3Output.S3Uri") },
        }),
      ],
      [{ Name: 'P', Type: 'String', DefaultValue: 'one' }],
    );

  it('takes the result of an execution with the same arguments, and says so', async () => {
    const { job, starts } = failing();
    local.jobs.set('make', job);
    const first = await local.run(cached('x'));
    const second = await local.run(cached('x'));
    expect([second.status, starts.length]).toEqual(['Succeeded', 1]);
    expect(local.step(second.arn, 'Make')).toMatchObject({
      ...{ status: 'Succeeded', cacheSource: first.arn, attemptCount: 0 },
      metadata: local.step(first.arn, 'Make').metadata,
    });
    expect(local.events).toContainEqual({
      type: 'step-changed',
      step: 'Make',
      status: 'Succeeded',
      cacheHit: first.arn,
    });
  });

  it('hands on what the earlier step told of itself, whatever the definition says of outputs now', async () => {
    const seen: Json[] = [];
    local.jobs.set('make', failing().job);
    local.jobs.set('true', ({ job }) => {
      seen.push(job.Environment.AT ?? null);
      return Promise.resolve(completed);
    });
    await local.run(cached('x', {}, 's3://bucket-a/one'));
    await local.run(cached('x', {}, 's3://bucket-a/two'));
    expect(seen).toEqual(['s3://bucket-a/one', 's3://bucket-a/one']);
  });

  it('misses for other arguments, also when a parameter brings them', async () => {
    const { job, starts } = failing();
    local.jobs.set('make', job);
    await local.run(cached('x'));
    await local.run(cached('y'));
    await local.run(cached(get('Parameters.P')));
    await local.run(cached(get('Parameters.P')), { parameters: { P: 'two' } });
    await local.run(cached(get('Parameters.P')), { parameters: { P: 'x' } }); // as the first one
    expect(starts).toHaveLength(4);
  });

  it('misses for other pipelines, failures, and results that are too old', async () => {
    const { job, starts } = failing('AlgorithmError: no');
    local.jobs.set('make', job);
    await local.run(cached('x'));
    await local.run(cached('x'));
    await local.run(cached('x'), { pipeline: 'other' });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await local.run(cached('x', { ExpireAfter: 'PT1S' }));
    expect(starts).toHaveLength(4);
    await local.run(cached('x', { ExpireAfter: 'P1D' }));
    expect(starts).toHaveLength(4);
  });

  it.each([
    ['P30D', '2024-02-29T12:00:00.000Z'],
    ['P1M', '2024-02-29T12:00:00.000Z'],
    ['P1Y', '2023-03-30T12:00:00.000Z'],
    ['P4DT12H', '2024-03-26T00:00:00.000Z'],
    ['T16m', '2024-03-30T11:44:00.000Z'],
    ['2W', '2024-03-16T12:00:00.000Z'],
    ['P300000Y', '-271821-04-20T00:00:00.000Z'],
  ])('counts %s back by the calendar', (duration, expected) => {
    expect(before(new Date('2024-03-30T12:00:00Z'), duration)?.toISOString()).toBe(expected);
  });

  it.each(['', 'P', 'PT', '30', 'P-1D', 'soon'])('takes %p for no duration', (text) => {
    expect(before(new Date(), text)).toBeUndefined();
  });
});

describe('limits', () => {
  const beside = definition(['A', 'B', 'C', 'D'].map((name) => step(name, { entrypoint: ['wait'] })));

  it('let as many steps of an execution run at once as it says, and as it is told later', async () => {
    const { job, open, running } = gate();
    local.jobs.set('wait', job);
    const { arn, done } = local.start(beside, { maxParallelSteps: 2 });
    await settled();
    expect(running).toHaveLength(2);
    local.interpreter.limitParallelism(arn, 3);
    await settled();
    expect(running).toHaveLength(3);
    open();
    expect((await done).status).toBe('Succeeded');
  });

  it('of the machine hold for all executions together; who waits is starting', async () => {
    const small = new InterpreterRun({ limit: { processes: 3, memoryMb: 100_000 } });
    const { job, open, running } = gate();
    small.jobs.set('wait', job);
    const both = [small.start(beside), small.start(beside, { pipeline: 'other' })];
    await settled();
    expect(running).toHaveLength(3);
    const statuses = both.flatMap(({ arn }) => Object.values(small.statuses(arn)));
    expect(statuses.filter((status) => status === 'Starting')).toHaveLength(5);
    open();
    const results = await Promise.all(both.map(({ done }) => done));
    expect(results.map(({ status }) => status)).toEqual(['Succeeded', 'Succeeded']);
    await small.close();
  });

  it('count instances and memory, and let a job that needs more than there is run alone', async () => {
    const small = new InterpreterRun({ limit: { processes: 100, memoryMb: 250 } }); // an instance takes 100
    const { job, open, running } = gate();
    small.jobs.set('wait', job);
    const wide = (name: string, instances: number) => step(name, { entrypoint: ['wait'], instances });
    const { done } = small.start(definition([wide('Two', 2), wide('Four', 4), wide('One', 1)]));
    await settled();
    expect(running).toHaveLength(1);
    open();
    expect((await done).status).toBe('Succeeded');
    await small.close();
  });
});

describe('a selection of steps', () => {
  const chain = definition([
    step('A', { entrypoint: ['count'] }),
    step('B', { entrypoint: ['count'], dependsOn: ['A'] }),
    step('C', { entrypoint: ['count'], dependsOn: ['B'] }),
    step('D', { entrypoint: ['count'], dependsOn: ['C'] }),
  ]);
  const select = (steps: readonly string[], source?: string) => ({
    selectiveExecution: {
      SelectedSteps: steps.map((StepName) => ({ StepName })),
      ...(source !== undefined && { SourcePipelineExecutionArn: source }),
    },
  });

  it('runs them alone, over the results of the execution that it names', async () => {
    const { job, starts } = failing();
    local.jobs.set('count', job);
    const { arn: source } = await local.run(chain);
    starts.length = 0;
    const { arn, status } = await local.run(chain, select(['C'], source));
    expect([status, starts.length]).toEqual(['Succeeded', 1]);
    expect(local.statuses(arn)).toEqual({ A: 'Succeeded', B: 'Succeeded', C: 'Succeeded' });
    expect(local.step(arn, 'B')).toMatchObject({ selectiveSource: source, attemptCount: 0 });
    expect(local.step(arn, 'C').selectiveSource).toBeUndefined();
  });

  it('needs no source when nothing comes before it', async () => {
    local.jobs.set('count', failing().job);
    const { arn } = await local.run(chain, select(['A', 'B']));
    expect(Object.keys(local.statuses(arn))).toEqual(['A', 'B']);
  });

  it('is refused when it cannot run, before anything starts', async () => {
    local.jobs.set('count', failing('AlgorithmError: no').job);
    const { arn: failed } = await local.run(chain);
    const refused = (steps: readonly string[], source?: string) => () => local.start(chain, select(steps, source));
    expect(refused(['C'])).toThrow(/The selected steps \[C\] have dependencies on \[B, A\]/);
    expect(refused(['B', 'D'], failed)).toThrow(/the step C lies between two of them/);
    expect(refused(['C'], failed)).toThrow(/its step B, which the selected steps need, has not succeeded/);
    expect(refused(['Absent'])).toThrow(/name the step Absent/);
    expect(refused(['C'], `${failed}x`)).toThrow(/local\.unknown-execution/);
  });
});

describe('a stop', () => {
  it('ends running jobs, starts no other step, and the execution is stopped', async () => {
    const { job, running } = gate();
    local.jobs.set('wait', job);
    const { arn, done } = local.start(
      definition([step('Long', { entrypoint: ['wait'] }), step('Next', { dependsOn: ['Long'] })]),
    );
    await settled();
    local.interpreter.stop(arn);
    local.interpreter.stop(arn); // goes on stopping
    expect(local.step(arn, 'Long').status).toBe('Stopping');
    expect((await done).status).toBe('Stopped');
    expect([local.statuses(arn), running.length]).toEqual([{ Long: 'Stopped' }, 1]);
    expect(() => local.interpreter.stop(arn)).toThrow(/local\.not-running/);
    expect(() => local.interpreter.stop(`${arn}x`)).toThrow(/local\.unknown-execution/);
  });
});

describe('a retry of an execution', () => {
  it('keeps what succeeded, decisions too, and runs the rest', async () => {
    const { job, starts } = failing('AlgorithmError: no');
    const once_ = failing();
    local.jobs.set('fail-once', job).set('count', once_.job);
    const text = definition([
      step('First', { entrypoint: ['count'] }),
      decide(
        'Which',
        [get('Steps.First.ProcessingJobStatus'), 'Completed'],
        [step('Bad', { entrypoint: ['fail-once'] })],
      ),
      step('Last', { dependsOn: ['Bad'] }),
    ]);
    const { arn, status } = await local.run(text);
    expect(status).toBe('Failed');
    const again = await local.interpreter.retry(arn).done;
    expect([again.arn, again.status, again.failureReason]).toEqual([arn, 'Succeeded', undefined]);
    expect([starts.length, once_.starts.length]).toEqual([2, 1]);
    expect(local.step(arn, 'Bad').failureReason).toBeUndefined();
    expect(local.statuses(arn)).toEqual({
      First: 'Succeeded',
      Which: 'Succeeded',
      Bad: 'Succeeded',
      Last: 'Succeeded',
    });
  });

  it('runs again what a killed process left running, once the state folder is recovered', async () => {
    const { job, starts } = failing();
    local.jobs.set('count', job);
    const text = definition([
      step('Done', { entrypoint: ['count'] }),
      step('Cut', { entrypoint: ['count'], dependsOn: ['Done'] }),
    ]);
    const arn = local.store(text);
    const startTime = new Date().toISOString();
    local.executions.startStep(arn, { name: 'Done', type: 'Processing', status: 'Executing', startTime });
    local.executions.changeStep(arn, 'Done', { status: 'Succeeded', properties: {}, endTime: startTime });
    local.executions.startStep(arn, { name: 'Cut', type: 'Processing', status: 'Executing', startTime });
    const recoveredAt = new Date();
    recover(local.database, stateFolderAt(local.folder), recoveredAt);
    expect(local.executions.find(arn)?.modifiedAt).toBe(recoveredAt.toISOString());
    expect(local.executions.result(arn)).toMatchObject({
      ...{ status: 'Failed', failureReason: expect.stringContaining('local.interrupted') },
      steps: [
        { status: 'Succeeded' },
        { status: 'Failed', failureReason: expect.stringContaining('local.interrupted') },
      ],
    });
    expect((await local.interpreter.retry(arn).done).status).toBe('Succeeded');
    expect(starts).toHaveLength(1);
  });

  it('is refused while it runs and after it succeeded', async () => {
    const { job, open } = gate();
    local.jobs.set('wait', job);
    const { arn, done } = local.start(definition([step('Long', { entrypoint: ['wait'] })]));
    expect(() => local.interpreter.retry(arn)).toThrow(/local\.not-retryable/);
    open();
    await done;
    expect(() => local.interpreter.retry(arn)).toThrow(/local\.not-retryable/);
  });
});

it('fails a step whose job somebody stopped by itself, and runs nothing behind it', async () => {
  local.jobs.set('stopped', () => Promise.resolve({ status: 'Stopped', exitMessage: undefined }));
  const { status, arn } = await local.run(
    definition([step('A', { entrypoint: ['stopped'] }), step('B', { dependsOn: ['A'] })]),
  );
  expect([status, local.statuses(arn)]).toEqual(['Failed', { A: 'Failed' }]);
  expect(local.step(arn, 'A').failureReason).toContain('the job was stopped');
});

it('ends an execution whose state cannot be written, and what it started', async () => {
  const { job, open, running } = gate();
  local.jobs.set('wait', job);
  const write = jest.spyOn(local.executions, 'changeStep');
  const { done } = local.start(definition([step('A', { entrypoint: ['wait'] }), step('B')]));
  await settled();
  write.mockImplementation(() => {
    throw new RangeError('database or disk is full');
  });
  open();
  expect(await done).toMatchObject({ status: 'Failed', failureReason: 'database or disk is full' });
  expect(running).toHaveLength(1);
  write.mockRestore();
});
