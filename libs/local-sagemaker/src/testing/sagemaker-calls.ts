import {
  AddTagsCommand,
  CreatePipelineCommand,
  CreateProcessingJobCommand,
  DeletePipelineCommand,
  DeleteTagsCommand,
  DescribePipelineCommand,
  DescribePipelineDefinitionForExecutionCommand,
  DescribePipelineExecutionCommand,
  DescribeProcessingJobCommand,
  ListPipelineExecutionsCommand,
  ListPipelineParametersForExecutionCommand,
  ListPipelinesCommand,
  ListProcessingJobsCommand,
  ListTagsCommand,
  StartPipelineExecutionCommand,
  StopProcessingJobCommand,
  UpdatePipelineCommand,
  type CreateProcessingJobRequest,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { definition, get, shellStep } from './definitions';

/** A call by what it asks for. */
type Call = readonly [what: string, ask: (client: SageMakerClient, known: Known) => Promise<unknown>];

/** What calls learn that later ones need. */
interface Known {
  pipeline?: string | undefined;
  execution?: string | undefined;
  page?: string | undefined;
}

const RoleArn = 'arn:aws:iam::123456789012:role/local';
const token = 't'.repeat(32);
const PipelineDefinition = definition(
  [shellStep('S', 'true', { environment: { DAY: get('Parameters.Day') } })],
  [{ Name: 'Day', Type: 'String', DefaultValue: 'monday' }],
);
const absentExecution = 'arn:aws:sagemaker:us-east-1:123456789012:pipeline/p/execution/absentabsent';
const job: CreateProcessingJobRequest = {
  ProcessingJobName: 'job',
  ProcessingResources: { ClusterConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 1 } },
  AppSpecification: { ImageUri: 'ndr-local/spark:3.5', ContainerEntrypoint: ['/bin/true'] },
  RoleArn,
};

/** Calls of operations that moto's SageMaker has too, in an order in which each meets what the ones before it left. */
export const sagemakerCalls: readonly Call[] = [
  ['DescribePipeline, absent', (client) => client.send(new DescribePipelineCommand({ PipelineName: 'absent' }))],
  ['CreatePipeline, no definition', (client) => client.send(new CreatePipelineCommand({ PipelineName: 'p', RoleArn }))],
  [
    'CreatePipeline, no JSON',
    (client) => client.send(new CreatePipelineCommand({ PipelineName: 'bad', RoleArn, PipelineDefinition: 'no' })),
  ],
  [
    'CreatePipeline, an illegal name',
    (client) => client.send(new CreatePipelineCommand({ PipelineName: 'no_name', RoleArn, PipelineDefinition })),
  ],
  [
    'CreatePipeline',
    async (client, known) => {
      const Tags = [{ Key: 'team', Value: 'a' }];
      const request = { PipelineName: 'p', RoleArn, PipelineDefinition, Tags, ClientRequestToken: token };
      const created = await client.send(new CreatePipelineCommand(request));
      known.pipeline = created.PipelineArn;
      return created;
    },
  ],
  [
    'CreatePipeline, the same with its token',
    (client) => {
      const Tags = [{ Key: 'team', Value: 'a' }];
      const request = { PipelineName: 'p', RoleArn, PipelineDefinition, Tags, ClientRequestToken: token };
      return client.send(new CreatePipelineCommand(request));
    },
  ],
  [
    'CreatePipeline, taken',
    (client) => client.send(new CreatePipelineCommand({ PipelineName: 'p', RoleArn, PipelineDefinition })),
  ],
  [
    'CreatePipeline, another',
    (client) => client.send(new CreatePipelineCommand({ PipelineName: 'p2', RoleArn, PipelineDefinition })),
  ],
  ['DescribePipeline', (client) => client.send(new DescribePipelineCommand({ PipelineName: 'p' }))],
  [
    'UpdatePipeline',
    (client) => client.send(new UpdatePipelineCommand({ PipelineName: 'p', PipelineDescription: 'why' })),
  ],
  [
    'UpdatePipeline, absent',
    (client) => client.send(new UpdatePipelineCommand({ PipelineName: 'absent', PipelineDescription: 'why' })),
  ],
  [
    'ListPipelines, a page',
    async (client, known) => {
      const listed = await client.send(
        new ListPipelinesCommand({ PipelineNamePrefix: 'p', MaxResults: 1, SortBy: 'Name' }),
      );
      known.page = listed.NextToken;
      return listed;
    },
  ],
  [
    'ListPipelines, the next page',
    (client, { page }) =>
      client.send(
        new ListPipelinesCommand({ PipelineNamePrefix: 'p', MaxResults: 1, SortBy: 'Name', NextToken: page }),
      ),
  ],
  [
    'AddTags',
    (client, { pipeline }) =>
      client.send(new AddTagsCommand({ ResourceArn: pipeline, Tags: [{ Key: 'cost', Value: 'b' }] })),
  ],
  [
    'DeleteTags',
    (client, { pipeline }) => client.send(new DeleteTagsCommand({ ResourceArn: pipeline, TagKeys: ['team'] })),
  ],
  ['ListTags', (client, { pipeline }) => client.send(new ListTagsCommand({ ResourceArn: pipeline }))],
  [
    'StartPipelineExecution, an unknown parameter',
    (client) => {
      const PipelineParameters = [{ Name: 'Absent', Value: 'x' }];
      return client.send(new StartPipelineExecutionCommand({ PipelineName: 'p2', PipelineParameters }));
    },
  ],
  [
    'StartPipelineExecution',
    async (client, known) => {
      const request = { PipelineName: 'p', PipelineExecutionDisplayName: 'mine', ClientRequestToken: token };
      const started = await client.send(new StartPipelineExecutionCommand(request));
      known.execution = started.PipelineExecutionArn;
      return started;
    },
  ],
  [
    'StartPipelineExecution, the same with its token',
    async (client, { execution }) => {
      const request = { PipelineName: 'p', PipelineExecutionDisplayName: 'mine', ClientRequestToken: token };
      const again = await client.send(new StartPipelineExecutionCommand(request));
      return { isTheSame: again.PipelineExecutionArn === execution };
    },
  ],
  [
    'DescribePipelineExecution',
    (client, { execution }) => client.send(new DescribePipelineExecutionCommand({ PipelineExecutionArn: execution })),
  ],
  [
    'DescribePipelineExecution, absent',
    (client) => client.send(new DescribePipelineExecutionCommand({ PipelineExecutionArn: absentExecution })),
  ],
  [
    'DescribePipelineDefinitionForExecution',
    (client, { execution }) =>
      client.send(new DescribePipelineDefinitionForExecutionCommand({ PipelineExecutionArn: execution })),
  ],
  [
    'ListPipelineParametersForExecution',
    (client, { execution }) =>
      client.send(new ListPipelineParametersForExecutionCommand({ PipelineExecutionArn: execution })),
  ],
  ['ListPipelineExecutions', (client) => client.send(new ListPipelineExecutionsCommand({ PipelineName: 'p' }))],
  ['DeletePipeline, while it runs', (client) => client.send(new DeletePipelineCommand({ PipelineName: 'p' }))],
  ['DeletePipeline', (client) => client.send(new DeletePipelineCommand({ PipelineName: 'p2' }))],
  ['CreateProcessingJob', (client) => client.send(new CreateProcessingJobCommand(job))],
  ['CreateProcessingJob, taken', (client) => client.send(new CreateProcessingJobCommand(job))],
  ['DescribeProcessingJob', (client) => client.send(new DescribeProcessingJobCommand({ ProcessingJobName: 'job' }))],
  [
    'DescribeProcessingJob, absent',
    (client) => client.send(new DescribeProcessingJobCommand({ ProcessingJobName: 'absent' })),
  ],
  ['ListProcessingJobs', (client) => client.send(new ListProcessingJobsCommand({}))],
  ['StopProcessingJob', (client) => client.send(new StopProcessingJobCommand({ ProcessingJobName: 'job' }))],
  ['StopProcessingJob, absent', (client) => client.send(new StopProcessingJobCommand({ ProcessingJobName: 'absent' }))],
];

/** What each call got from a service: its answer, or the error's name and message. */
export async function answersOf(client: SageMakerClient): Promise<ReadonlyMap<string, unknown>> {
  const known: Known = {};
  const answers = new Map<string, unknown>();
  for (const [what, ask] of sagemakerCalls) {
    const answer = await ask(client, known).catch((error: unknown) => {
      const { name, message } = error as Error;
      return { error: name, message };
    });
    answers.set(what, answer);
  }
  return answers;
}
