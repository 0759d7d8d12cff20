import { buildFgBBaselinePipeline, buildNdr15mPipelineWithPairs } from '@ndr/pipelines';
import { effectiveJobSpec } from '@ndr/core';
import { deployerPolicy } from './deployer';
import { executionRolePolicy } from './execution-role';
import { schedulerPolicy } from './scheduler';
import type { Policy } from './statement';
import type { Environment } from '../environment';

const environment: Environment = {
  name: 'staging',
  account: '111122223333',
  region: 'eu-central-1',
  role: 'arn:aws:iam::111122223333:role/ndr',
  bucket: 'lake',
  table: 'specs',
  tags: {},
  projects: {},
  infrastructure: 'cdk',
  parameters: { ProcessingImageUri: '906073651304.dkr.ecr.eu-central-1.amazonaws.com/spark:3.5' },
};

function sourcesOf(changed: Partial<Environment> = {}) {
  const used = { ...environment, ...changed };
  const options = { roleArn: used.role, region: used.region, defaultBucket: used.bucket };
  const pipelines = [buildNdr15mPipelineWithPairs(options), buildFgBBaselinePipeline(options)];
  const set = { project: 'office', version: 'v1' };
  const members = pipelines.flatMap(({ builders }) =>
    builders.map(({ jobSpec: definition }) => ({
      definition,
      spec: effectiveJobSpec(definition, {}, { ...set, bucket: used.bucket }, 'test'),
      file: '',
      placeOf: () => 'test',
    })),
  );
  return { environment: used, pipelines, jobSpecSets: [{ ...set, members }] };
}

const statement = ({ Statement }: Policy, sid: string) => Statement.find(({ Sid }) => Sid === sid);
const sids = ({ Statement }: Policy) => Statement.map(({ Sid }) => Sid);

describe('the execution role', () => {
  const policy = executionRolePolicy(sourcesOf());

  it('writes what JobSpecs write, and reads that, integration and code', () => {
    const prefix = (key: string) => `arn:aws:s3:::lake/${key}/*`;
    const datasets = sourcesOf().pipelines.flatMap(({ builders }) => builders.flatMap(({ writes }) => writes));
    const names = datasets.map(({ name }) => name).sort();
    expect(names).toEqual(expect.arrayContaining(['deltas', 'fg_a', 'fg_b', 'pair_counts']));
    const written = names.map((name) => prefix(`office/v1/${name}`));
    expect(statement(policy, 'WriteOutputs')?.Resource).toEqual(written);
    expect(statement(policy, 'ReadCodeAndInputs')?.Resource).toEqual([
      prefix('ndr-15m-pipeline'),
      prefix('ndr-fg-b-pipeline'),
      prefix('office/integration'),
      ...written,
    ]);
  });

  it('reads JobSpecs of its projects alone', () => {
    expect(statement(policy, 'ReadJobSpecs')).toMatchObject({
      Resource: ['arn:aws:dynamodb:eu-central-1:111122223333:table/specs'],
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['office'] } },
    });
  });

  it('pulls its image, joins a network and uses a key only where the environment names them', () => {
    expect(statement(policy, 'PullImage')?.Resource).toEqual([
      'arn:aws:ecr:eu-central-1:906073651304:repository/spark',
    ]);
    expect(sids(policy)).not.toContain('JoinNetwork');
    expect(sids(policy)).not.toContain('UseKey');
    const network = { subnets: ['subnet-1'], securityGroupIds: ['sg-1'] };
    const more = executionRolePolicy(sourcesOf({ network, kmsKey: 'alias/ndr', parameters: {} }));
    expect(sids(more)).toEqual(expect.arrayContaining(['JoinNetwork', 'UseKey']));
    expect(sids(more)).not.toContain('PullImage');
    expect(statement(more, 'UseKey')?.Condition).toEqual({
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/ndr' },
    });
  });

  it('names a key by its ARN or id as it is', () => {
    const keyOf = (kmsKey: string) => statement(executionRolePolicy(sourcesOf({ kmsKey })), 'UseKey')?.Resource;
    expect(keyOf('1234')).toEqual(['arn:aws:kms:eu-central-1:111122223333:key/1234']);
    expect(keyOf('arn:aws:kms:eu-west-1:1:key/a')).toEqual(['arn:aws:kms:eu-west-1:1:key/a']);
  });
});

describe('the deployer', () => {
  it('reads records of all that sets read and write, and writes those of batches alone', () => {
    const policy = deployerPolicy(sourcesOf());
    const batches = 'arn:aws:s3:::lake/office/integration/_batches/*';
    const read = statement(policy, 'ReadRecords')?.Resource;
    expect(read).toEqual(
      expect.arrayContaining([
        batches,
        'arn:aws:s3:::lake/office/v1/deltas/_commits/*',
        'arn:aws:s3:::lake/office/v1/fg_b/_commits/*',
      ]),
    );
    expect(read?.filter((arn) => !/\/_(batches|commits)\/\*$/.test(arn))).toEqual([]);
    expect(statement(policy, 'RecordBatches')?.Resource).toEqual([batches]);
    expect(statement(policy, 'LookForCodeAndRecords')?.Resource).toEqual(['arn:aws:s3:::lake']);
  });

  it('creates the table only where no other owns it', () => {
    expect(sids(deployerPolicy(sourcesOf()))).not.toContain('CreateTable');
    expect(sids(deployerPolicy(sourcesOf({ infrastructure: 'cli' })))).toContain('CreateTable');
  });

  it('sets schedules only where no other owns them, and hands their role to the scheduler alone', () => {
    expect(sids(deployerPolicy(sourcesOf()))).not.toContain('SetSchedules');
    const schedulerRole = 'arn:aws:iam::111122223333:role/scheduler';
    const policy = deployerPolicy(sourcesOf({ infrastructure: 'cli', schedulerRole }));
    expect(statement(policy, 'SetSchedules')?.Resource).toEqual([
      'arn:aws:scheduler:eu-central-1:111122223333:schedule/ndr-staging/*',
    ]);
    expect(statement(policy, 'PassSchedulerRole')).toMatchObject({
      Resource: [schedulerRole],
      Condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
    });
  });

  it('redrives only where others own state machines, and nothing but theirs', () => {
    const owned = deployerPolicy(sourcesOf());
    expect(statement(owned, 'TakeDeadLetters')?.Resource).toEqual([
      'arn:aws:sqs:eu-central-1:111122223333:ndr-staging-dead-letters',
    ]);
    const states = (kind: string, ...names: readonly string[]) =>
      names.map((name) => `arn:aws:states:eu-central-1:111122223333:${kind}:ndr-staging-${name}`);
    expect(statement(owned, 'HandLettersToMachines')?.Resource).toEqual(states('stateMachine', 'batch', 'baselines'));
    expect(statement(owned, 'RedriveMachineExecutions')).toMatchObject({
      Action: ['states:DescribeExecution', 'states:RedriveExecution'],
      Resource: states('execution', 'batch:*', 'baselines:*', 'backfill:*'),
    });
    const others = sids(deployerPolicy(sourcesOf({ infrastructure: 'cli' })));
    expect(others.filter((sid) => /Letters|Machine/.test(sid))).toEqual([]);
  });

  it('hands the role to SageMaker alone', () => {
    expect(statement(deployerPolicy(sourcesOf()), 'PassRole')).toMatchObject({
      Resource: [environment.role],
      Condition: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
    });
  });
});

it('lets the scheduler start the pipelines and nothing else of the account', () => {
  const { Statement } = schedulerPolicy(sourcesOf());
  const pipeline = 'arn:aws:sagemaker:eu-central-1:111122223333:pipeline/';
  expect(Statement.map(({ Action, Resource }) => [Action[0], Resource])).toEqual([
    ['sagemaker:StartPipelineExecution', [`${pipeline}ndr-15m-pipeline`, `${pipeline}ndr-fg-b-pipeline`]],
    [
      'sagemaker:DescribePipelineExecution',
      [`${pipeline}ndr-15m-pipeline/execution/*`, `${pipeline}ndr-fg-b-pipeline/execution/*`],
    ],
  ]);
});

it.each([
  ['aws', 'arn:aws:iam::111122223333:role/ndr'],
  ['aws-cn', 'arn:aws-cn:iam::111122223333:role/ndr'],
])('grants no action on everything but those that know no resource, in the partition %s', (partition, role) => {
  const sources = sourcesOf({ role, infrastructure: 'cli' });
  const all = [
    ...[executionRolePolicy(sources), deployerPolicy(sources), schedulerPolicy(sources)],
    deployerPolicy(sourcesOf({ role, infrastructure: 'cdk' })),
  ].flatMap(({ Statement }) => Statement);
  const unlimited = all.filter(({ Resource }) => Resource.includes('*')).flatMap(({ Action }) => Action);
  expect([...new Set(unlimited)].sort()).toEqual([
    'cloudwatch:PutMetricData',
    'ecr:GetAuthorizationToken',
    'sagemaker:ListPipelines',
    'scheduler:ListSchedules',
  ]);
  const others = all.flatMap(({ Resource }) => Resource).filter((arn) => arn !== '*');
  expect(others.filter((arn) => !arn.startsWith(`arn:${partition}:`))).toEqual([]);
});
