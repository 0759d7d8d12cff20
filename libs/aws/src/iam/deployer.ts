import { accountResources } from './account-resources';
import { allow, keyStatements, passRole, type PolicySources } from './execution-role';
import { pipelineArns } from './pipeline-arns';
import { batchRecordFolders, recordFolders } from './record-folders';
import { redriveStatements } from './redrive';
import { policyOf, sorted, type Policy, type Statement } from './statement';
import type { Environment } from '../environment';
import { scheduleGroup } from '../schedules/pipeline-schedules';

/**
 * What somebody may do who plans, deploys, starts, watches, redrives and destroys, sees what there is and fills what is
 * missing: whatever `ndr` calls, and nothing else.
 */
export function deployerPolicy({ environment, pipelines, jobSpecSets }: PolicySources): Policy {
  const arns = accountResources(environment);
  const registered = pipelineArns({ environment, pipelines });
  const executions = registered.map((arn) => `${arn}/execution/*`);
  const code = pipelines.map(({ codeLocation: { bucket, prefix } }) => `${bucket}/${prefix}/*`);
  const records = recordFolders(jobSpecSets);
  const buckets = sorted([
    ...pipelines.map(({ codeLocation: { bucket } }) => bucket),
    ...records.map(({ Bucket }) => Bucket),
  ]);
  const table = arns.dynamodb(`table/${environment.table}`);
  return policyOf([
    {
      Sid: 'LookForCodeAndRecords',
      ...allow('s3:ListBucket'),
      Resource: buckets.map((bucket) => arns.s3(bucket)),
    },
    {
      Sid: 'UploadCode',
      ...allow('s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'),
      Resource: sorted(code).map((path) => arns.s3(path)),
    },
    {
      Sid: 'ReadRecords',
      ...allow('s3:GetObject'),
      Resource: records.map(({ Bucket, Key }) => arns.s3(`${Bucket}/${Key}*`)),
    },
    {
      Sid: 'RecordBatches',
      ...allow('s3:PutObject'),
      Resource: batchRecordFolders(jobSpecSets).map(({ Bucket, Key }) => arns.s3(`${Bucket}/${Key}*`)),
    },
    {
      Sid: 'WriteJobSpecs',
      ...allow(
        'dynamodb:DeleteItem',
        'dynamodb:DescribeContinuousBackups',
        'dynamodb:DescribeTable',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:Scan',
        'dynamodb:UpdateItem',
        'dynamodb:ConditionCheckItem',
      ),
      Resource: [table],
    },
    {
      Sid: 'CreateTable',
      ...allow('dynamodb:CreateTable', 'dynamodb:TagResource', 'dynamodb:UpdateContinuousBackups'),
      Resource: environment.infrastructure === 'cli' ? [table] : [],
    },
    {
      Sid: 'RegisterPipelines',
      ...allow(
        'sagemaker:AddTags',
        'sagemaker:CreatePipeline',
        'sagemaker:DeletePipeline',
        'sagemaker:DescribePipeline',
        'sagemaker:ListPipelineExecutions',
        'sagemaker:ListPipelineVersions',
        'sagemaker:ListTags',
        'sagemaker:StartPipelineExecution',
        'sagemaker:UpdatePipeline',
      ),
      Resource: registered,
    },
    {
      Sid: 'FollowExecutions',
      ...allow(
        'sagemaker:DescribePipelineDefinitionForExecution',
        'sagemaker:DescribePipelineExecution',
        'sagemaker:ListPipelineExecutionSteps',
        'sagemaker:ListPipelineParametersForExecution',
        'sagemaker:RetryPipelineExecution',
        'sagemaker:StopPipelineExecution',
      ),
      Resource: executions,
    },
    // Names of pipelines are listed of the account as a whole.
    { Sid: 'ListPipelines', ...allow('sagemaker:ListPipelines'), Resource: ['*'] },
    passRole(environment.role, 'sagemaker'),
    ...scheduleStatements(environment),
    ...redriveStatements(environment),
    {
      Sid: 'ReadLogs',
      ...allow('logs:DescribeLogStreams', 'logs:GetLogEvents'),
      Resource: [arns.logs('log-group:/aws/sagemaker/ProcessingJobs:*')],
    },
    ...keyStatements(environment, 'kms:Decrypt', 'kms:GenerateDataKey'),
  ]);
}

/** What schedules take where deployment owns them. */
function scheduleStatements(environment: Environment): readonly Statement[] {
  if (environment.infrastructure === 'cdk') return [];
  const arns = accountResources(environment);
  const group = scheduleGroup(environment);
  return [
    {
      Sid: 'SetSchedules',
      ...allow(
        'scheduler:CreateSchedule',
        'scheduler:DeleteSchedule',
        'scheduler:GetSchedule',
        'scheduler:UpdateSchedule',
      ),
      Resource: [arns.scheduler(`schedule/${group}/*`)],
    },
    {
      Sid: 'GroupSchedules',
      ...allow(
        'scheduler:CreateScheduleGroup',
        'scheduler:GetScheduleGroup',
        'scheduler:ListTagsForResource',
        'scheduler:TagResource',
      ),
      Resource: [arns.scheduler(`schedule-group/${group}`)],
    },
    // Schedules are listed of the account as a whole.
    { Sid: 'ListSchedules', ...allow('scheduler:ListSchedules'), Resource: ['*'] },
    passRole(environment.schedulerRole ?? environment.role, 'scheduler'),
  ];
}
