import {
  CreatePipelineCommand,
  DescribePipelineExecutionCommand,
  ListPipelineExecutionStepsCommand,
  ListPipelineExecutionsCommand,
  ListPipelineParametersForExecutionCommand,
  paginateListPipelineExecutions,
  RetryPipelineExecutionCommand,
  StartPipelineExecutionCommand,
  StopPipelineExecutionCommand,
  UpdatePipelineCommand,
  UpdatePipelineExecutionCommand,
  type StartPipelineExecutionRequest,
} from '@aws-sdk/client-sagemaker';
import { NdrError } from '@ndr/core';
import { definition, get, shellStep } from '../../testing/definitions';
import { SageMakerService } from '../../testing/sagemaker-service';

let service: SageMakerService;
beforeEach(async () => {
  service = await SageMakerService.open();
  await service.client.send(
    new CreatePipelineCommand({ PipelineName: 'P', PipelineDefinition: first, RoleArn, ParallelismConfiguration }),
  );
});
afterEach(() => service.close());

const parameters = [
  { Name: 'Day', Type: 'String' },
  { Name: 'Count', Type: 'Integer', DefaultValue: 3 },
];
const first = definition([shellStep('S', 'true', { environment: { DAY: get('Parameters.Day') } })], parameters).replace(
  '"Metadata":{}',
  '"PipelineExperimentConfig":{"ExperimentName":{"Get":"Execution.PipelineName"},' +
    '"TrialName":{"Get":"Execution.PipelineExecutionId"}}',
);
const RoleArn = 'arn:aws:iam::123456789012:role/local';
const ParallelismConfiguration = { MaxParallelExecutionSteps: 2 };
const day = [{ Name: 'Day', Value: 'monday' }];
const token = 't'.repeat(32);

const start = async (more: Partial<StartPipelineExecutionRequest> = {}) => {
  const request = { PipelineName: 'P', PipelineParameters: day, ...more };
  return (await service.client.send(new StartPipelineExecutionCommand(request))).PipelineExecutionArn ?? '';
};
const describeExecution = (PipelineExecutionArn: string) =>
  service.client.send(new DescribePipelineExecutionCommand({ PipelineExecutionArn }));
const end = (arn: string, status: 'Succeeded' | 'Failed' | 'Stopped', reason?: string) =>
  service.context.executions.change(arn, status, reason, new Date().toISOString());

describe('executions', () => {
  it('are described as they were started, with what the pipeline gives them', async () => {
    const arn = await start({ PipelineExecutionDescription: 'why' });
    expect(service.asked).toEqual([['start', arn]]);
    const described = await describeExecution(arn);
    expect(described).toMatchObject({
      PipelineArn: 'arn:aws:sagemaker:us-east-1:123456789012:pipeline/p',
      PipelineExecutionArn: arn,
      PipelineExecutionDescription: 'why',
      PipelineExecutionStatus: 'Executing',
      PipelineExperimentConfig: { ExperimentName: 'P', TrialName: arn.split('/').at(-1) },
      ParallelismConfiguration,
      PipelineVersionId: 1,
    });
    expect(described.PipelineExecutionDisplayName).toMatch(/^execution-\d{13}$/);
  });

  it('do not start while the server shuts down, and the token of such a request is not used up', async () => {
    const isClosing = jest.spyOn(service.context, 'isClosing').mockReturnValue(true);
    await expect(start({ ClientRequestToken: token })).rejects.toMatchObject({
      name: 'ServiceUnavailable',
      $metadata: { httpStatusCode: 503 },
    });
    expect(service.asked).toEqual([]);
    isClosing.mockReturnValue(false);
    const arn = await start({ ClientRequestToken: token });
    expect(service.asked).toEqual([['start', arn]]);
  });

  it('start once for a token, and a token belongs to its request', async () => {
    const arn = await start({ ClientRequestToken: token });
    expect(await start({ ClientRequestToken: token })).toBe(arn);
    expect(service.asked).toEqual([['start', arn]]);
    await expect(start({ ClientRequestToken: token, PipelineExecutionDisplayName: 'x' })).rejects.toMatchObject({
      name: 'ConflictException',
    });
  });

  it.each([
    ['none for a required parameter', [], /parameter\.missing/],
    ['an unknown parameter', [...day, { Name: 'X', Value: '1' }], /parameter\.unknown/],
    ['text for a number', [...day, { Name: 'Count', Value: 'x' }], /parameter\.not-allowed/],
    ['a parameter twice', [...day, ...day], /given more than once/],
    ['an empty text', [{ Name: 'Day', Value: '' }], /^\[string "" is too short \(length: 0, required minimum: 1\)\]$/],
  ])('are refused with %s, and nothing starts', async (_case, PipelineParameters, message) => {
    await expect(start({ PipelineParameters })).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(message),
    });
    expect(service.asked).toEqual([]);
    expect(service.context.executions.countUnfinished('P')).toBe(0);
  });

  it('list every parameter, defaults too, page by page', async () => {
    const PipelineExecutionArn = await start();
    const list = (more: object) =>
      service.client.send(new ListPipelineParametersForExecutionCommand({ PipelineExecutionArn, ...more }));
    const { PipelineParameters, NextToken } = await list({ MaxResults: 1 });
    expect(PipelineParameters).toEqual(day);
    expect(await list({ MaxResults: 1, NextToken })).toMatchObject({
      PipelineParameters: [{ Name: 'Count', Value: '3' }],
    });
  });

  it('keep the definition and version that they started with', async () => {
    const arn = await start();
    const second = first.replace('"Name":"S"', '"Name":"T"');
    await service.client.send(new UpdatePipelineCommand({ PipelineName: 'P', PipelineDefinition: second }));
    expect(await describeExecution(await start())).toMatchObject({ PipelineVersionId: 2 });
    expect(await describeExecution(await start({ PipelineVersionId: 1 }))).toMatchObject({ PipelineVersionId: 1 });
    const definitionOf = (PipelineExecutionArn: string) =>
      service.post('DescribePipelineDefinitionForExecution', { PipelineExecutionArn });
    expect(await definitionOf(arn)).toMatchObject({ body: { PipelineDefinition: first } });
  });

  it('stop while they run, and are retried when they failed or stopped', async () => {
    const PipelineExecutionArn = await start();
    const stop = () => service.client.send(new StopPipelineExecutionCommand({ PipelineExecutionArn }));
    const retry = () => service.client.send(new RetryPipelineExecutionCommand({ PipelineExecutionArn }));
    await expect(retry()).rejects.toMatchObject({ name: 'ConflictException' });
    await stop();
    expect(await describeExecution(PipelineExecutionArn)).toMatchObject({ PipelineExecutionStatus: 'Stopping' });
    end(PipelineExecutionArn, 'Stopped');
    await expect(stop()).rejects.toMatchObject({ name: 'ConflictException' });
    await retry();
    end(PipelineExecutionArn, 'Succeeded');
    await expect(retry()).rejects.toMatchObject({ name: 'ConflictException' });
    expect(service.asked.map(([what]) => what)).toEqual(['start', 'stop', 'retry']);
  });

  it('are as they were when nothing here can retry them, and the token of such a request is not used up', async () => {
    const PipelineExecutionArn = await start();
    end(PipelineExecutionArn, 'Failed');
    const retry = () => {
      const more = { ParallelismConfiguration: { MaxParallelExecutionSteps: 7 }, ClientRequestToken: token };
      return service.client.send(new RetryPipelineExecutionCommand({ PipelineExecutionArn, ...more }));
    };
    const gone = {
      code: 'local.unsupported',
      place: 'step S',
      cause: 'its handler is gone',
      remedy: 'Put it back.',
    } as const;
    const check = jest.spyOn(service.context.interpreter, 'checkRetry').mockImplementation(() => {
      throw new NdrError(gone);
    });
    await expect(retry()).rejects.toMatchObject({ name: 'ValidationException' });
    expect(await describeExecution(PipelineExecutionArn)).toMatchObject({
      PipelineExecutionStatus: 'Failed',
      ParallelismConfiguration,
    });
    check.mockReset();
    await retry();
    expect(service.asked.at(-1)).toEqual(['retry', PipelineExecutionArn]);
  });

  it('take new texts and another limit while they run', async () => {
    const PipelineExecutionArn = await start();
    await service.client.send(
      new UpdatePipelineExecutionCommand({
        PipelineExecutionArn,
        PipelineExecutionDescription: 'a note',
        ParallelismConfiguration: { MaxParallelExecutionSteps: 7 },
      }),
    );
    expect(await describeExecution(PipelineExecutionArn)).toMatchObject({
      PipelineExecutionDescription: 'a note',
      ParallelismConfiguration: { MaxParallelExecutionSteps: 7 },
    });
    expect(service.asked.at(-1)).toEqual(['limit', PipelineExecutionArn, '7']);
  });

  it('are listed by time and version, newest first', async () => {
    const old = await start();
    end(old, 'Failed', 'why');
    await new Promise((resolve) => setTimeout(resolve, 5));
    const between = new Date();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const young = await start();
    const list = async (filter: object) => {
      const answer = await service.client.send(new ListPipelineExecutionsCommand({ PipelineName: 'P', ...filter }));
      return answer.PipelineExecutionSummaries?.map((each) => each.PipelineExecutionArn);
    };
    expect(await list({})).toEqual([young, old]);
    expect(await list({ CreatedAfter: between })).toEqual([young]);
    expect(await list({ CreatedBefore: between })).toEqual([old]);
    expect(await list({ SortBy: 'PipelineExecutionArn', SortOrder: 'Ascending' })).toEqual([old, young].sort());
  });

  it('show their steps, the newest first, with what is known of each', async () => {
    const arn = await start();
    const { executions } = service.context;
    const step = (name: string, second: number) =>
      executions.startStep(arn, {
        ...{ name, type: 'Processing', status: 'Executing', displayName: `the ${name}` },
        startTime: `2026-01-01T00:00:0${second}.000Z`,
      });
    step('A', 1);
    executions.changeStep(arn, 'A', {
      status: 'Failed',
      failureReason: 'why',
      endTime: '2026-01-01T00:00:02.500Z',
      attemptCount: 2,
      metadata: { ProcessingJob: { Arn: 'arn:job' } },
    });
    step('B', 3);
    executions.changeStep(arn, 'B', { status: 'Succeeded', cacheSource: 'arn:other', attemptCount: 0 });
    const list = new ListPipelineExecutionStepsCommand({ PipelineExecutionArn: arn });
    expect((await service.client.send(list)).PipelineExecutionSteps).toEqual([
      expect.objectContaining({
        StepName: 'B',
        StepStatus: 'Succeeded',
        CacheHitResult: { SourcePipelineExecutionArn: 'arn:other' },
        AttemptCount: 0,
      }),
      expect.objectContaining({
        StepName: 'A',
        StepDisplayName: 'the A',
        StepStatus: 'Failed',
        FailureReason: 'why',
        StartTime: new Date('2026-01-01T00:00:01Z'),
        EndTime: new Date('2026-01-01T00:00:02.500Z'),
        AttemptCount: 2,
        Metadata: { ProcessingJob: { Arn: 'arn:job' } },
      }),
    ]);
  });

  it('are there again when the server is, with the tokens that started them', async () => {
    const arn = await start({ ClientRequestToken: token });
    await service.close({ keepFolder: true });
    service = await SageMakerService.open(service.folder);
    expect(await start({ ClientRequestToken: token })).toBe(arn);
    expect(await describeExecution(arn)).toMatchObject({ PipelineExecutionStatus: 'Executing' });
  });

  it('are many, and a page of them takes as little as the first', async () => {
    const { executions } = service.context;
    const count = 10_000;
    service.context.database.exec('BEGIN');
    for (let index = 0; index < count; index += 1) {
      const startTime = new Date(Date.UTC(2026, 0, 1) + index).toISOString();
      executions.start({ arn: `arn:${index}`, pipelineName: 'P', versionId: 1, parameters: {}, startTime });
    }
    service.context.database.exec('COMMIT');
    const before = process.cpuUsage();
    const pages = paginateListPipelineExecutions({ client: service.client, pageSize: 100 }, { PipelineName: 'P' });
    const seen = new Set<string | undefined>();
    for await (const page of pages) {
      for (const each of page.PipelineExecutionSummaries ?? []) seen.add(each.PipelineExecutionArn);
    }
    const { user, system } = process.cpuUsage(before);
    expect(seen.size).toBe(count);
    // The client's own work is in it, too.
    expect((user + system) / 1000 / (count / 100)).toBeLessThan(20);
  });
});
