import type { Pipeline } from '@ndr/core';
import { accountResources } from './account-resources';
import { imageRepository } from './image-repository';
import { policyOf, sorted, type Policy, type Statement } from './statement';
import { s3Location } from '../code-bundles/s3-object-store';
import type { Environment } from '../environment';
import type { JobSpecSet } from '../job-specs/job-spec-set';

/** Whatever a policy is derived from. */
export interface PolicySources {
  readonly environment: Environment;
  readonly pipelines: readonly Pipeline[];
  readonly jobSpecSets: readonly JobSpecSet[];
}

/** What the role of pipelines and jobs may do: read code and inputs, write outputs, read JobSpecs, run jobs. */
export function executionRolePolicy({ environment, pipelines, jobSpecSets }: PolicySources): Policy {
  const arns = accountResources(environment);
  const specs = jobSpecSets.flatMap(({ members }) => members.map(({ spec }) => spec));
  const written = prefixesOf(specs.map(({ writes }) => writes));
  const read = sorted([...prefixesOf(specs.map(({ reads }) => reads)), ...written]);
  const code = sorted(pipelines.map(({ codeLocation: { bucket, prefix } }) => `${bucket}/${prefix}/`));
  const buckets = sorted([...read, ...code].map(bucketOf));
  return policyOf([
    {
      Sid: 'ReadCodeAndInputs',
      ...allow('s3:GetObject'),
      Resource: [...code, ...read].map((prefix) => arns.s3(`${prefix}*`)),
    },
    {
      Sid: 'WriteOutputs',
      ...allow('s3:AbortMultipartUpload', 's3:DeleteObject', 's3:PutObject'),
      Resource: written.map((prefix) => arns.s3(`${prefix}*`)),
    },
    {
      Sid: 'ListPrefixes',
      ...allow('s3:ListBucket'),
      Resource: buckets.map((bucket) => arns.s3(bucket)),
      Condition: { StringLike: { 's3:prefix': sorted([...read, ...code].map((prefix) => `${keyOf(prefix)}*`)) } },
    },
    { Sid: 'LocateBuckets', ...allow('s3:GetBucketLocation'), Resource: buckets.map((bucket) => arns.s3(bucket)) },
    {
      Sid: 'ReadJobSpecs',
      ...allow('dynamodb:GetItem', 'dynamodb:Query'),
      Resource: specs.length > 0 ? [arns.dynamodb(`table/${environment.table}`)] : [],
      Condition: {
        'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': sorted(jobSpecSets.map(({ project }) => project)) },
      },
    },
    {
      Sid: 'RunJobs',
      ...allow(
        'sagemaker:AddTags',
        'sagemaker:CreateProcessingJob',
        'sagemaker:DescribeProcessingJob',
        'sagemaker:StopProcessingJob',
      ),
      // Steps' jobs are named pipelines-<execution>-<step>-<random>.
      Resource: [arns.sagemaker('processing-job/pipelines-*')],
    },
    passRole(environment.role, 'sagemaker'),
    {
      Sid: 'WriteLogs',
      ...allow('logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'),
      Resource: [arns.logs('log-group:/aws/sagemaker/ProcessingJobs:*')],
    },
    { Sid: 'WriteMetrics', ...allow('cloudwatch:PutMetricData'), Resource: ['*'], Condition: sagemakerMetrics },
    ...imageStatements(environment),
    ...networkStatements(environment),
    ...keyStatements(environment, 'kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'),
  ]);
}

/** Lets `role` be handed to one service, and to nobody else. */
export function passRole(role: string, service: 'sagemaker' | 'scheduler'): Statement {
  return {
    Sid: service === 'sagemaker' ? 'PassRole' : 'PassSchedulerRole',
    ...allow('iam:PassRole'),
    Resource: [role],
    Condition: { StringEquals: { 'iam:PassedToService': `${service}.amazonaws.com` } },
  };
}

/** What the key of an environment is used for. */
export function keyStatements({ kmsKey, region, account, role }: Environment, ...actions: string[]): Statement[] {
  if (kmsKey === undefined) return [];
  const partition = role.split(':')[1] ?? 'aws';
  const keys = `arn:${partition}:kms:${region}:${account}:`;
  const statement = { Sid: 'UseKey', ...allow(...actions) };
  if (kmsKey.startsWith('arn:')) return [{ ...statement, Resource: [kmsKey] }];
  if (!kmsKey.startsWith('alias/')) return [{ ...statement, Resource: [`${keys}key/${kmsKey}`] }];
  // A statement names keys, not aliases: the condition narrows it down to the key behind the alias.
  return [
    {
      ...statement,
      Resource: [`${keys}key/*`],
      Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': kmsKey } },
    },
  ];
}

/** The beginning of a statement that allows `actions`. */
export function allow(...actions: string[]): Pick<Statement, 'Effect' | 'Action'> {
  return { Effect: 'Allow', Action: actions };
}

const sagemakerMetrics = { StringLike: { 'cloudwatch:namespace': '/aws/sagemaker/*' } };

function imageStatements({ parameters, role }: Environment): Statement[] {
  const repository = imageRepository(parameters.ProcessingImageUri, role.split(':')[1] ?? 'aws');
  if (repository === undefined) return [];
  return [
    {
      Sid: 'PullImage',
      ...allow('ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'),
      Resource: [repository],
    },
    // The token is the account's, of no repository.
    { Sid: 'SignInToRegistry', ...allow('ecr:GetAuthorizationToken'), Resource: ['*'] },
  ];
}

/** What it takes to work in the subnets of an environment. */
export function networkStatements({ network }: Environment): Statement[] {
  if (!network) return [];
  return [
    {
      Sid: 'JoinNetwork',
      ...allow(
        'ec2:CreateNetworkInterface',
        'ec2:CreateNetworkInterfacePermission',
        'ec2:DeleteNetworkInterface',
        'ec2:DeleteNetworkInterfacePermission',
        'ec2:DescribeDhcpOptions',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcs',
      ),
      Resource: ['*'],
    },
  ];
}

type Locations = Readonly<Record<string, { readonly s3_prefix: string }>>;

/** `bucket/key/` of every prefix, each once. */
function prefixesOf(locations: readonly Locations[]): readonly string[] {
  return sorted(locations.flatMap((each) => Object.values(each).map(({ s3_prefix }) => bucketAndKey(s3_prefix))));
}

function bucketAndKey(uri: string): string {
  const { Bucket, Key } = s3Location(uri);
  return `${Bucket}/${Key.endsWith('/') || Key === '' ? Key : `${Key}/`}`;
}

const bucketOf = (path: string) => path.slice(0, path.indexOf('/'));
const keyOf = (path: string) => path.slice(path.indexOf('/') + 1);
