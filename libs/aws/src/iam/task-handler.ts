import { stateMachineNames } from '@ndr/pipelines';
import { accountResources } from './account-resources';
import { pipelineArns } from './pipeline-arns';
import { recordFolders } from './record-folders';
import { stateMachineArn } from './state-machine-arn';
import { allow, keyStatements, networkStatements, type PolicySources } from './execution-role';
import { policyOf, sorted, type Policy, type Statement } from './statement';
import type { Environment } from '../environment';
import { lambdaFunctions, type HandlerName, type HandlerUse } from '../orchestration';

/** What the Lambda function of a handler may do: what the services that it uses take, for these pipelines and sets. */
export function taskHandlerPolicy(sources: PolicySources, handler: HandlerName): Policy {
  return policyOfUses(sources, lambdaFunctions[handler].uses);
}

/** What a function may do that reads what exists of each set, and nothing else. */
export function recordReaderPolicy(sources: PolicySources): Policy {
  return policyOfUses(sources, ['sets', 'records']);
}

function policyOfUses(sources: PolicySources, uses: readonly HandlerUse[]): Policy {
  const { environment } = sources;
  const readsOrWrites = uses.some((use) => use !== 'tasks');
  return policyOf([
    ...uses.flatMap((use) => statementsOf[use](sources)),
    ...networkStatements(environment),
    ...(readsOrWrites ? keyStatements(environment, 'kms:Decrypt', 'kms:GenerateDataKey') : []),
  ]);
}

const statementsOf: Readonly<Record<HandlerUse, (sources: PolicySources) => readonly Statement[]>> = {
  ledger: ({ environment }) => [
    {
      Sid: 'KeepLocks',
      ...allow('dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'),
      Resource: [tableOf(environment)],
      // Partitions of orchestration hold a #, which no name of a project does: JobSpecs are not among them.
      Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['*#*'] } },
    },
  ],
  sets: ({ environment }) => [
    {
      Sid: 'ReadJobSpecs',
      ...allow('dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'),
      Resource: [tableOf(environment)],
    },
  ],
  records: ({ environment, jobSpecSets }) => {
    const { s3 } = accountResources(environment);
    const records = recordFolders(jobSpecSets);
    return [
      {
        Sid: 'ReadRecords',
        ...allow('s3:GetObject'),
        Resource: records.map(({ Bucket, Key }) => s3(`${Bucket}/${Key}*`)),
      },
      {
        Sid: 'ListRecords',
        ...allow('s3:ListBucket'),
        Resource: sorted(records.map(({ Bucket }) => s3(Bucket))),
        Condition: { StringLike: { 's3:prefix': sorted(records.map(({ Key }) => `${Key}*`)) } },
      },
    ];
  },
  executions: (sources) => {
    const registered = pipelineArns(sources);
    return [
      {
        Sid: 'StartPipelines',
        ...allow('sagemaker:ListPipelineExecutions', 'sagemaker:StartPipelineExecution'),
        Resource: registered,
      },
      {
        Sid: 'FollowExecutions',
        ...allow(
          'sagemaker:DescribePipelineExecution',
          'sagemaker:ListPipelineExecutionSteps',
          'sagemaker:RetryPipelineExecution',
          'sagemaker:StopPipelineExecution',
        ),
        Resource: registered.map((arn) => `${arn}/execution/*`),
      },
    ];
  },
  tasks: ({ environment }) => [
    {
      Sid: 'AnswerTasks',
      ...allow('states:SendTaskFailure', 'states:SendTaskSuccess'),
      Resource: stateMachineNames.map((name) => stateMachineArn(environment, name)),
    },
  ],
};

function tableOf(environment: Environment): string {
  return accountResources(environment).dynamodb(`table/${environment.table}`);
}
