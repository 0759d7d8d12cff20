import { SageMakerServiceException } from '@aws-sdk/client-sagemaker';
import { silent } from '@ndr/core';
import { pipelineExecutions, startOf } from './pipeline-executions';
import type { AwsClients } from '../account/aws-clients';
import { localEnvironment } from '../environment';
import { testedRun } from '../testing/memory-services';
import { scriptedClient, type Answer } from '../testing/scripted-client';

const arn = 'arn:aws:sagemaker:us-east-1:123456789012:pipeline/ndr-15m-pipeline/execution/abcdefghijkl';
const run = testedRun({ key: 'batch/20240419T0000Z', parameters: { ProjectName: 'p', MiniBatchId: '20240419T0000Z' } });
const environment = { ...localEnvironment, parameters: { ProcessingImageUri: 'image', ProcessingInstanceCount: 2 } };

/** Executions of an account that answers as `answers` say, and the inputs that it got. */
function scripted(answers: Readonly<Record<string, Answer>>) {
  const got: unknown[] = [];
  const kept = Object.entries(answers).map(([operation, answer]): [string, Answer] => [
    operation,
    (input) => {
      got.push(input);
      return answer(input);
    },
  ]);
  const clients = { sagemaker: scriptedClient(Object.fromEntries(kept)) } as unknown as AwsClients;
  return { executions: pipelineExecutions({ environment, clients, reporter: silent }), got };
}

const throws = (name: string, httpStatusCode: number) => () => {
  throw new SageMakerServiceException({ name, message: name, $fault: 'client', $metadata: { httpStatusCode } });
};
const described = (PipelineExecutionStatus: string, more: object = {}) => ({
  ...{ PipelineExecutionStatus, CreationTime: new Date('2024-04-19T00:20:00Z') },
  ...more,
});

describe('a start', () => {
  it('names pipeline, token and run, and takes image and instances from the environment', async () => {
    const { executions, got } = scripted({ StartPipelineExecution: () => ({ PipelineExecutionArn: arn }) });
    expect(await executions.start(run, 'token'.repeat(8))).toBe(arn);
    expect(got).toEqual([
      {
        PipelineName: 'ndr-15m-pipeline',
        ClientRequestToken: 'token'.repeat(8),
        PipelineExecutionDisplayName: 'batch-20240419T0000Z',
        PipelineParameters: [
          { Name: 'ProcessingImageUri', Value: 'image' },
          { Name: 'ProcessingInstanceCount', Value: '2' },
          { Name: 'ProjectName', Value: 'p' },
          { Name: 'MiniBatchId', Value: '20240419T0000Z' },
        ],
      },
    ]);
  });

  it('of FGABuilderStep alone takes the step before it from the newest execution in which that succeeded', async () => {
    const summary = (id: string, PipelineExecutionStatus: string) => ({
      ...{ PipelineExecutionArn: arn.replace('abcdefghijkl', id), PipelineExecutionStatus },
    });
    const summaries = [summary('newest', 'Executing'), summary('failed', 'Failed'), summary('good', 'Succeeded')];
    const { executions, got } = scripted({
      ListPipelineExecutions: () => ({ PipelineExecutionSummaries: [...summaries, summary('old', 'Succeeded')] }),
      DescribePipelineExecution: () => described('Succeeded'),
      ListPipelineExecutionSteps: ({ PipelineExecutionArn }) => ({
        PipelineExecutionSteps: [
          {
            StepName: 'DeltaBuilderStep',
            StepStatus: String(PipelineExecutionArn).endsWith('failed') ? 'Failed' : 'Succeeded',
          },
        ],
      }),
      StartPipelineExecution: () => ({ PipelineExecutionArn: arn }),
    });
    await executions.start({ ...run, steps: ['FGABuilderStep'] }, 'token');
    expect(got.at(-1)).toMatchObject({
      SelectiveExecutionConfig: {
        SelectedSteps: [{ StepName: 'FGABuilderStep' }],
        SourcePipelineExecutionArn: arn.replace('abcdefghijkl', 'good'),
      },
    });
  });

  it('of steps that wait for no other needs none', () => {
    const { selection } = startOf({ ...run, steps: ['DeltaBuilderStep', 'PairCountsBuilderStep'] }, environment);
    expect(selection).toMatchObject({ needs: [] });
    expect(startOf(run, environment).selection).toBeUndefined();
  });

  it.each([
    ['windows/20240419T0000Z-20240419T0100Z', 'windows-20240419T0000Z-20240419T0100Z'],
    [`batch/${'x'.repeat(75)}.-y-z`, `batch-${'x'.repeat(75)}`],
    [`batch/${'x'.repeat(128)}`, `batch-${'x'.repeat(76)}`],
  ])('shows %s by a name that SageMaker takes', (key, displayName) => {
    expect(startOf({ ...run, key }, environment).displayName).toBe(displayName);
    expect(displayName).toMatch(/^[A-Za-z0-9](-*[A-Za-z0-9]){0,81}$/);
  });

  it('that the service throttles is told as such', async () => {
    const { executions } = scripted({ StartPipelineExecution: throws('ThrottlingException', 400) });
    await expect(executions.start(run, 'token')).rejects.toMatchObject({ code: 'aws.throttled' });
  });
});

describe('what is known of an execution', () => {
  const describeAs = (answer: () => unknown, steps: readonly object[] = []) =>
    scripted({
      DescribePipelineExecution: answer,
      ListPipelineExecutionSteps: () => ({ PipelineExecutionSteps: steps }),
    }).executions.describe(arn);

  it('is its status and its start', async () => {
    expect(await describeAs(() => described('Executing'))).toEqual({
      ...{ status: 'Executing', startTime: new Date('2024-04-19T00:20:00Z') },
    });
  });

  it('is the step that failed, and its reason before that of the whole', async () => {
    const steps = [
      { StepName: 'DeltaBuilderStep', StepStatus: 'Succeeded' },
      { StepName: 'FGABuilderStep', StepStatus: 'Failed', FailureReason: 'AlgorithmError: lease.timeout' },
    ];
    expect(await describeAs(() => described('Failed', { FailureReason: 'Step failure' }), steps)).toMatchObject({
      ...{ status: 'Failed', failedStep: 'FGABuilderStep', failureReason: 'AlgorithmError: lease.timeout' },
    });
  });

  it('is the reason of the whole where no step says one', async () => {
    expect(await describeAs(() => described('Failed', { FailureReason: 'no role' }))).toMatchObject({
      failureReason: 'no role',
    });
  });

  it('is nothing once it does not exist any more', async () => {
    expect(await describeAs(throws('ResourceNotFound', 400))).toBeUndefined();
  });

  it('is an error where the service does not say', async () => {
    await expect(describeAs(throws('AccessDeniedException', 400))).rejects.toMatchObject({ code: 'aws.access-denied' });
  });
});

it('lets an execution go on, each time under a token of its own', async () => {
  const { executions, got } = scripted({ RetryPipelineExecution: () => ({}) });
  await executions.retry(arn);
  await executions.retry(arn);
  const tokens = (got as { ClientRequestToken: string }[]).map(({ ClientRequestToken }) => ClientRequestToken);
  expect(got[0]).toMatchObject({ PipelineExecutionArn: arn });
  expect(new Set(tokens.filter((token) => token.length >= 32)).size).toBe(2);
});

it('stops an execution, and is content when it has ended already', async () => {
  const { executions, got } = scripted({ StopPipelineExecution: () => ({}) });
  await executions.stop(arn);
  expect(got).toMatchObject([{ PipelineExecutionArn: arn }]);
  const ended = scripted({
    StopPipelineExecution: throws('ValidationException', 400),
    DescribePipelineExecution: () => described('Succeeded'),
    ListPipelineExecutionSteps: () => ({}),
  });
  await expect(ended.executions.stop(arn)).resolves.toBeUndefined();
});
