import { accountResources } from './account-resources';
import { allow, keyStatements, passRole, type PolicySources } from './execution-role';
import { policyOf, sorted, type Policy } from './statement';

/** What somebody may do who plans, deploys, starts, watches and destroys: whatever `ndr` calls, and nothing else. */
export function deployerPolicy({ environment, pipelines }: PolicySources): Policy {
  const arns = accountResources(environment);
  const registered = pipelines.map(({ name }) => arns.sagemaker(`pipeline/${name.toLowerCase()}`));
  const executions = registered.map((arn) => `${arn}/execution/*`);
  const code = pipelines.map(({ codeLocation: { bucket, prefix } }) => `${bucket}/${prefix}/*`);
  const buckets = sorted(pipelines.map(({ codeLocation: { bucket } }) => bucket));
  const table = arns.dynamodb(`table/${environment.table}`);
  return policyOf([
    {
      Sid: 'LookForCode',
      ...allow('s3:ListBucket'),
      Resource: buckets.map((bucket) => arns.s3(bucket)),
    },
    {
      Sid: 'UploadCode',
      ...allow('s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'),
      Resource: sorted(code).map((path) => arns.s3(path)),
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
    passRole(environment),
    {
      Sid: 'ReadLogs',
      ...allow('logs:DescribeLogStreams', 'logs:GetLogEvents'),
      Resource: [arns.logs('log-group:/aws/sagemaker/ProcessingJobs:*')],
    },
    ...keyStatements(environment, 'kms:Decrypt', 'kms:GenerateDataKey'),
  ]);
}
