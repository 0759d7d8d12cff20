import { claimRun } from './claim-run';
import { completeExecution } from './complete-execution';
import { executeRun } from './execute-run';
import { lineKey } from './line';
import { MemoryServices, ownedBy } from '../testing/memory-services';

const owned = ownedBy('one');
const { run } = owned;

let services: MemoryServices;
beforeEach(async () => {
  services = new MemoryServices({ hangMinutes: 180 });
  await claimRun(owned, services);
});

const execute = (taskToken = 'token', owner = 'one') => executeRun({ ...owned, owner, taskToken }, services);
const tellEnd = (status: string, pipelineExecutionArn = services.executions.newest) =>
  completeExecution({ detail: { pipelineExecutionArn, currentPipelineExecutionStatus: status } }, services);

it('starts the execution of a run that has none, and lets its end answer', async () => {
  await execute();
  expect(services.executions.asked).toEqual(['start 1']);
  expect(await services.lockOf(run)).toMatchObject({ execution_arn: services.executions.newest });
  expect(services.answers).toEqual([]);
  services.executions.become('Succeeded');
  await tellEnd('Succeeded');
  expect(services.answers).toEqual(['token']);
});

it.each([
  ['its own start', 'one', 1],
  ['the start of an orchestrator that was lost', 'two', 60],
])('starts one execution when it repeats %s, whose answer nobody got', async (_what, owner, minutes) => {
  services.executions.afterwards = () => {
    throw new RangeError('no answer');
  };
  await expect(execute()).rejects.toThrow('no answer');
  services.pass(minutes);
  await claimRun({ ...owned, owner }, services);
  await execute('repeated', owner);
  expect(services.executions.asked).toEqual(['start 1']);
  services.executions.become('Succeeded');
  await tellEnd('Succeeded');
  expect(services.answers).toEqual(['repeated']);
});

it('starts another execution once the batch was put again', async () => {
  await execute();
  services.pass(60);
  const again = ownedBy('two', { digest: 'second' });
  await claimRun(again, services);
  await executeRun({ ...again, taskToken: 'again' }, services);
  expect(services.executions.asked).toEqual(['start 1', 'start 2']);
});

it('starts another execution when its own does not exist any more', async () => {
  await execute();
  services.executions.forget();
  await execute('again');
  expect(services.executions.asked).toEqual(['start 1', 'start 2']);
  await execute('and again');
  expect(services.executions.asked).toEqual(['start 1', 'start 2']);
});

it('goes on with what an orchestrator that was lost had started, and answers the new one alone', async () => {
  await execute('of one');
  services.pass(60);
  await claimRun({ ...owned, owner: 'two' }, services);
  await execute('of two', 'two');
  services.executions.become('Succeeded');
  await tellEnd('Succeeded');
  expect([services.executions.asked, services.answers]).toEqual([['start 1'], ['of two']]);
});

it.each(['Failed', 'Stopped'] as const)('lets an execution that %s go on', async (status) => {
  await execute();
  services.executions.become(status);
  await execute('again');
  expect(services.executions.asked).toEqual(['start 1', 'retry 1']);
  expect(services.answers).toEqual([]);
});

it('is answered by an execution that goes on and ends before the request for it is answered', async () => {
  await execute();
  services.executions.become('Failed');
  services.executions.afterwards = async (arn) => {
    services.executions.become('Succeeded', {}, arn);
    await tellEnd('Succeeded');
  };
  await execute('again');
  expect(services.answers).toEqual(['again']);
});

it('waits on for an execution that runs, and changes nothing about it', async () => {
  await execute();
  services.pass(30);
  await execute('again');
  expect([services.executions.asked, services.answers]).toEqual([['start 1'], []]);
});

it.each<[string, Parameters<MemoryServices['executions']['become']>, string]>([
  ['succeeded', ['Succeeded'], 'again'],
  ['failed', ['Failed', { failureReason: 'SlowDown' }], 'again: Ndr.Transient: SlowDown'],
])('is answered at once by an execution that %s while nobody waited', async (_what, state, answer) => {
  await execute();
  services.executions.asked.length = 0;
  // It runs on after it was looked at, and has ended by the time that its end is waited for.
  const describe = services.executions.describe.bind(services.executions);
  services.executions.describe = async (arn) => {
    const found = await describe(arn);
    services.executions.become(...state);
    return found;
  };
  await execute('again');
  expect([services.executions.asked, services.answers]).toEqual([[], [answer]]);
});

it('fails where the execution is gone as soon as it was started', async () => {
  services.executions.afterwards = () => services.executions.forget();
  await execute();
  expect(services.answers).toEqual(['token: Ndr.Defect: the execution does not exist any more']);
});

describe('an execution that hangs', () => {
  beforeEach(async () => {
    await execute();
    services.pass(180);
    await execute('look');
    expect(services.executions.asked).toEqual(['start 1']);
    services.pass(1);
    await execute('last look');
  });

  it('is stopped once, and its stop is told as hanging', async () => {
    await execute('while it stops');
    expect(services.executions.asked).toEqual(['start 1', 'stop 1']);
    services.executions.become('Stopped');
    await tellEnd('Stopped');
    expect(services.answers).toEqual(['while it stops: Ndr.Hung: the execution was stopped']);
  });

  it('has as much time again once it goes on, and is stopped by nobody then', async () => {
    services.executions.become('Stopped');
    services.pass(1);
    await execute('retry');
    expect(await services.lockOf(run)).toMatchObject({ is_stopping: false });
    services.pass(180);
    await execute('look again');
    expect(services.executions.asked).toEqual(['start 1', 'stop 1', 'retry 1']);
    services.pass(1);
    await execute('last look again');
    expect(services.executions.asked.at(-1)).toBe('stop 1');
  });
});

it('starts nothing for an owner who lost the run', async () => {
  services.pass(60);
  await claimRun({ ...owned, owner: 'two' }, services);
  await expect(execute()).rejects.toMatchObject({ code: 'orchestration.lock-lost' });
  expect(services.executions.asked).toEqual([]);
});

it('keeps its place in the line, renewed', async () => {
  await execute();
  services.pass(30);
  await execute('again');
  const line = await services.ledger.read(lineKey(run));
  const expires_at = services.clock.now().getTime() + (30 + 10 + 180) * 60_000;
  expect(line?.value).toMatchObject({ entries: [{ key: run.key, owner: 'one', is_running: true, expires_at }] });
});
