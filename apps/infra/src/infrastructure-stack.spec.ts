import { deadLetterQueueName, infrastructureName, letterFunctions, letterMachines } from '@ndr/aws';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { App } from 'aws-cdk-lib/core';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { infrastructureApp } from './app';
import { fullSources, smallestSources } from './testing/example-sources';

// The CDK loads, and the code of functions is bundled, on a machine that may be busy.
jest.setTimeout(180_000);

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}
/** What a rule or a schedule calls. */
interface Target {
  readonly Arn: unknown;
  readonly DeadLetterConfig?: unknown;
}
interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

const cfnLint = join(__dirname, '../../../.venv-clients/bin/cfn-lint');

let folder: string;
let app: App;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ndr-infra-'));
  app = infrastructureApp([smallestSources(), fullSources()], folder);
  app.synth();
});
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (environment: string) => join(folder, `ndr-${environment}.template.json`);
const templateOf = (environment: string) => JSON.parse(readFileSync(fileOf(environment), 'utf8')) as Template;
const resourcesOf = (environment: string, type: string) =>
  Object.values(templateOf(environment).Resources).filter(({ Type }) => Type === type);

it('is what it was, but for the digests of code', () => {
  const text = JSON.stringify(templateOf('full')).replaceAll(/[0-9a-f]{64}/g, '<digest>');
  expect(JSON.parse(text)).toMatchSnapshot();
});

it('breaks no rule of cdk-nag that is not acknowledged', () => {
  const { violations } = new AwsSolutionsChecks(app).validateScope(app);
  expect(
    violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} ${String(constructPath)}`),
    ),
  ).toEqual([]);
});

it('is valid for CloudFormation, as cfn-lint knows it', () => {
  if (!existsSync(cfnLint)) {
    process.stderr.write(`SKIPPED: cfn-lint is not installed: npx nx run python-clients:environment\n`);
    return;
  }
  // W3005: the CDK names dependencies that follow from references too.
  const options = ['--ignore-checks', 'W3005', '--format', 'parseable'];
  const { stdout, stderr } = spawnSync(cfnLint, [...options, '--', fileOf('full')], { encoding: 'utf8' });
  expect(stdout + stderr).toBe('');
});

it('meets the command line at the names of the environment file', () => {
  const names = (environment: string) => ({
    table: resourcesOf(environment, 'AWS::DynamoDB::Table').map(({ Properties }) => Properties.TableName),
    bucket: resourcesOf(environment, 'AWS::S3::Bucket').flatMap(({ Properties }) => Properties.BucketName ?? []),
    role: resourcesOf(environment, 'AWS::IAM::Role').flatMap(({ Properties: { Path, RoleName } }) =>
      RoleName === undefined ? [] : [Path, RoleName].join(''),
    ),
  });
  expect(names('smallest')).toEqual({ table: ['ndr-job-specs'], bucket: ['ndr-example'], role: ['/ndr-pipelines'] });
  expect(names('full')).toEqual({ table: ['ndr-full'], bucket: ['ndr-full'], role: ['/team/ndr-full'] });
});

it('has the table that the command line would create, and keeps it and all buckets when it goes', () => {
  const [table] = resourcesOf('smallest', 'AWS::DynamoDB::Table');
  expect(table?.Properties).toMatchObject({
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: 'project_name', KeyType: 'HASH' },
      { AttributeName: 'job_name_version', KeyType: 'RANGE' },
    ],
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  });
  const kept = [...resourcesOf('smallest', 'AWS::S3::Bucket'), ...resourcesOf('smallest', 'AWS::DynamoDB::Table')];
  expect(kept.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(['Retain', 'Retain', 'Retain']);
});

it('encrypts with the key of the environment where it names one', () => {
  const keysOf = (environment: string) => {
    const [table] = resourcesOf(environment, 'AWS::DynamoDB::Table');
    const bucket = resourcesOf(environment, 'AWS::S3::Bucket').find(({ Properties }) => Properties.BucketName);
    return JSON.stringify([table?.Properties.SSESpecification, bucket?.Properties.BucketEncryption]);
  };
  expect(keysOf('full').match(/key\/1234abcd/g)).toHaveLength(2);
  expect(keysOf('smallest')).toContain('AES256');
});

it('runs functions in the network of the environment where it names one', () => {
  const networks = (environment: string) =>
    new Set(
      resourcesOf(environment, 'AWS::Lambda::Function').map(({ Properties }) => JSON.stringify(Properties.VpcConfig)),
    );
  expect([...networks('full')]).toEqual([
    '{"SecurityGroupIds":["sg-0123456789abcdef0"],"SubnetIds":["subnet-0123456789abcdef0"]}',
  ]);
  expect([...networks('smallest')]).toEqual([undefined]);
});

it('starts the state machines at the times of the environment', () => {
  const schedules = resourcesOf('full', 'AWS::Scheduler::Schedule').map(({ Properties }) => [
    Properties.Name,
    Properties.ScheduleExpression,
    Properties.ScheduleExpressionTimezone,
  ]);
  expect(schedules).toEqual([
    ['nightly-7d', 'cron(30 2 * * ? *)', 'Europe/Berlin'],
    ['weekly-30d', 'cron(0 4 ? * SUN *)', 'Europe/Berlin'],
    ['catch-up', 'rate(60 minutes)', 'Europe/Berlin'],
    ['measure-ages', 'rate(1 hour)', 'UTC'],
  ]);
});

it('keeps the letters of those alone to whom the command line hands them over', () => {
  const [queue, ...others] = resourcesOf('full', 'AWS::SQS::Queue').map(({ Properties }) => Properties.QueueName);
  expect([queue, others]).toEqual([deadLetterQueueName({ name: 'full' }), []]);
  const { Resources } = templateOf('full');
  const nameOf = (arn: unknown) => {
    const [, id = ''] = /"(?:Ref|Fn::GetAtt)":\[?"(\w+)"/.exec(JSON.stringify(arn)) ?? [];
    return Resources[id]?.Properties.StateMachineName ?? Resources[id]?.Properties.FunctionName;
  };
  const targets = [
    ...resourcesOf('full', 'AWS::Events::Rule').flatMap(({ Properties }) => Properties.Targets as readonly Target[]),
    ...resourcesOf('full', 'AWS::Scheduler::Schedule').map(({ Properties }) => Properties.Target as Target),
  ];
  expect(targets.filter(({ DeadLetterConfig }) => DeadLetterConfig === undefined)).toEqual([]);
  const known = [...letterMachines, ...letterFunctions].map((target) => infrastructureName({ name: 'full' }, target));
  expect(new Set(targets.map(({ Arn }) => nameOf(Arn)))).toEqual(new Set(known));
});

it('lets an alarm tell people of each thing that can fail, and how to go on', () => {
  const alarms = resourcesOf('smallest', 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
  expect(alarms.map(({ AlarmName }) => AlarmName)).toEqual([
    'ndr-smallest-batch-failed',
    'ndr-smallest-baselines-failed',
    'ndr-smallest-backfill-failed',
    'ndr-smallest-dead-letters',
    'ndr-smallest-complete-execution-errors',
    'ndr-smallest-measure-ages-errors',
    'ndr-smallest-late-batch-office-v1',
    'ndr-smallest-baseline-7d-office-v1',
    'ndr-smallest-baseline-30d-office-v1',
  ]);
  expect(alarms.filter(({ AlarmActions }) => !Array.isArray(AlarmActions) || AlarmActions.length !== 1)).toEqual([]);
});

it('lets only the functions that keep locks write to the table', () => {
  const policies = resourcesOf('smallest', 'AWS::IAM::Role').flatMap(({ Properties: { Description, Policies } }) =>
    JSON.stringify(Policies ?? []).includes('dynamodb:PutItem') ? [String(Description)] : [],
  );
  const names = ['claim-run', 'complete-execution', 'execute-run', 'plan-backfill', 'release-run', 'take-turn'];
  expect(policies.sort()).toEqual(names.map((name) => `What ndr's ${name} may do in smallest`));
});
