import { completeExecution } from './complete-execution';
import { awaitExecution } from './execution-tokens';
import { MemoryServices, testedRun } from '../testing/memory-services';

const run = testedRun();

let services: MemoryServices;
let arn: string;
beforeEach(async () => {
  services = new MemoryServices();
  arn = await services.executions.start(run, 'start');
  await awaitExecution(services, arn, { run, task_token: 'token' });
});

const tell = (currentPipelineExecutionStatus: string, pipelineExecutionArn = arn) =>
  completeExecution({ detail: { pipelineExecutionArn, currentPipelineExecutionStatus } }, services);

it('answers with what the service says, not with what the event says', async () => {
  services.executions.become('Failed', { failedStep: 'Build', failureReason: 'batch.invalid' });
  await tell('Succeeded');
  expect(services.answers).toEqual(['token: Ndr.Defect: Build: batch.invalid']);
});

it('answers the task that waits now, and no former one', async () => {
  await awaitExecution(services, arn, { run, task_token: 'newer' });
  services.executions.become('Succeeded');
  await tell('Succeeded');
  expect(services.answers).toEqual(['newer']);
});

it('answers a repeated event as it did the first', async () => {
  services.executions.become('Succeeded');
  await tell('Succeeded');
  await tell('Succeeded');
  expect(new Set(services.answers)).toEqual(new Set(['token']));
});

it.each(['Executing', 'Stopping'] as const)(
  'leaves an execution that is %s again when the event comes',
  async (status) => {
    services.executions.become(status);
    await tell('Failed');
    expect(services.answers).toEqual([]);
  },
);

it.each(['Executing', 'Stopping'])('leaves events of %s, which is no end', async (status) => {
  services.executions.become('Succeeded');
  await tell(status);
  expect(services.answers).toEqual([]);
});

it('does not look at executions that others started', async () => {
  services.executions.describe = () => Promise.reject(new RangeError('it looked'));
  await tell('Succeeded', `${arn}0`);
  expect(services.answers).toEqual([]);
});

it('fails the task of an execution that is gone', async () => {
  services.executions.forget();
  await tell('Failed');
  expect(services.answers).toEqual(['token: Ndr.Defect: the execution does not exist any more']);
});

it('refuses what is no event of an execution', async () => {
  await expect(completeExecution({ detail: {} }, services)).rejects.toThrow('pipelineExecutionArn');
});
