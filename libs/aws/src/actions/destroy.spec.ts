import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { silent } from '@ndr/core';
import { applyPlan } from './deploy';
import type { ActionContext } from './deployment';
import { planDestruction } from './destroy';
import { listExecutions, listPipelines } from './list';
import { planDeployment } from './plan';
import { startExecution } from './start';
import type { AwsClients } from '../account/aws-clients';
import { localEnvironment } from '../environment';
import { observe } from '../testing/faults';
import { startMotoAccount, type MotoAccount } from '../testing/moto-account';
import { scriptedClient } from '../testing/scripted-client';
import { smallDeployment } from '../testing/small-deployment';

// A server of another language starts and answers, on a machine that may be busy.
jest.setTimeout(60_000);

let account: MotoAccount;
let clients: AwsClients;
let context: ActionContext;
beforeAll(async () => {
  account = await startMotoAccount();
  clients = account.clients;
  context = { environment: localEnvironment, clients, reporter: silent };
  await clients.s3.send(new CreateBucketCommand({ Bucket: localEnvironment.bucket }));
});
afterAll(() => account.close());

async function deploy(...pipelines: readonly string[]): Promise<void> {
  const deployment = await smallDeployment(localEnvironment, { pipelines });
  await applyPlan(context, await planDeployment(context, deployment));
}
const names = async () => (await listPipelines(context)).map(({ name }) => name);

it('deletes those that were named, and nothing the second time', async () => {
  await deploy('one', 'two');
  const plan = await planDestruction(context, ['one', 'absent']);
  expect(plan.document.changes).toMatchObject([{ kind: 'pipeline', name: 'one', action: 'delete' }]);
  expect(await names()).toEqual(['one', 'two']);
  await applyPlan(context, plan);
  expect(await names()).toEqual(['two']);
  await applyPlan(context, plan);
  expect((await planDestruction(context, ['one'])).document.changes).toEqual([]);
});

it('leaves a pipeline that runs, and names what runs', async () => {
  const arn = 'arn:aws:sagemaker:us-east-1:123456789012:pipeline/p/execution/abc';
  const sagemaker = scriptedClient({
    DescribePipeline: () => ({ PipelineArn: arn, PipelineDefinition: '{}' }),
    ListTags: () => ({}),
    ListPipelineExecutions: () => ({
      PipelineExecutionSummaries: [{ PipelineExecutionArn: arn, PipelineExecutionStatus: 'Executing' }],
    }),
  });
  const busy = { ...context, clients: { ...clients, sagemaker } };
  await expect(planDestruction(busy, ['p'])).rejects.toMatchObject({
    code: 'deploy.pipeline-in-use',
    cause: expect.stringContaining(arn) as string,
  });
});

it('starts what was deployed, and lists it', async () => {
  await deploy('three');
  const arn = await startExecution(context, { pipeline: 'three', parameters: {} });
  expect(await listExecutions(context, 'three', 10)).toMatchObject([{ arn }]);
});

it('starts nothing once it was told to stop', async () => {
  const signal = AbortSignal.abort();
  const call = startExecution({ ...context, signal }, { pipeline: 'none', parameters: {} });
  await expect(call).rejects.toBe(signal.reason);
});

it.each(['starts', 'lists executions of'])(
  'says of a pipeline that it %s that the account does not hold it',
  async (verb) => {
    const call =
      verb === 'starts'
        ? startExecution(context, { pipeline: 'none', parameters: {} })
        : listExecutions(context, 'none', 1);
    await expect(call).rejects.toMatchObject({ code: 'deploy.no-such-pipeline', place: 'pipeline none' });
  },
);

it('says how to find out whether an execution was started whose answer was lost', async () => {
  const faulty = account.newClients({ attempts: 2, retryMode: 'standard' });
  const requests = observe(faulty, { fault: 'lost-answer', at: 0, lasting: true });
  const call = startExecution(
    { ...context, clients: faulty },
    { pipeline: 'three', parameters: {}, token: 't'.repeat(40) },
  );
  await expect(call).rejects.toMatchObject({
    code: 'aws.unreachable',
    remedy: expect.stringMatching(/`ndr list three`.*`ndr start`.* --token t{40},/) as string,
  });
  expect(requests.operations).toEqual(['StartPipelineExecution', 'StartPipelineExecution']);
});
