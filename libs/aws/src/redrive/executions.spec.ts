import { ExecutionNotRedrivable, SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { silent } from '@ndr/core';
import { applyRedrive } from './apply-redrive';
import { checkRedrive } from './check-redrive';
import { planRedrive } from './plan-redrive';
import { createClients } from '../account/aws-clients';
import { localEnvironment } from '../environment';
import { orchestratedEnvironment as environment } from '../testing/orchestrated-environment';
import { scripted } from '../testing/scripted-client';

const day = 24 * 3600_000;
const daysAgo = (days: number) => new Date(Date.now() - days * day);
const arnOf = (name: string, machine = 'batch') =>
  `arn:aws:states:us-east-1:123456789012:execution:ndr-staging-${machine}:${name}`;

interface Execution {
  readonly machine?: string;
  status: string;
  readonly stopDate: Date;
  readonly error?: string;
  readonly cause?: string;
  redriveCount?: number;
  readonly redriveStatus?: string;
  readonly redriveStatusReason?: string;
}

/** Step Functions as far as it matters here, with pages of two executions, and a queue without letters. */
function accountOf(executions: Readonly<Record<string, Execution>>) {
  const tokens: unknown[] = [];
  const listed: string[] = [];
  const entries = Object.entries(executions).map(([name, execution]) => ({
    execution,
    executionArn: arnOf(name, execution.machine),
  }));
  const sfn = scripted(new SFNClient({ region: 'us-east-1' }), {
    ListExecutions({ stateMachineArn, statusFilter, nextToken = '0' }) {
      const machine = String(stateMachineArn).split(':').at(-1) ?? '';
      const found = entries
        .filter(
          ({ executionArn, execution }) => executionArn.includes(`:${machine}:`) && execution.status === statusFilter,
        )
        .sort((one, other) => Number(other.execution.stopDate) - Number(one.execution.stopDate));
      const start = Number(nextToken);
      const page = found.slice(start, start + 2);
      listed.push(...page.map(({ executionArn }) => executionArn));
      return {
        executions: page.map(({ executionArn, execution: { stopDate } }) => ({ executionArn, stopDate })),
        ...(start + 2 < found.length && { nextToken: String(start + 2) }),
      };
    },
    DescribeExecution({ executionArn }) {
      const found = entries.find((each) => each.executionArn === executionArn);
      return { redriveStatus: 'REDRIVABLE', ...found?.execution };
    },
    RedriveExecution({ executionArn, clientToken }) {
      const found = entries.find((each) => each.executionArn === executionArn);
      if (found?.execution.status === 'RUNNING') {
        throw new ExecutionNotRedrivable({ message: 'it is RUNNING', $metadata: { httpStatusCode: 400 } });
      }
      tokens.push(clientToken);
      if (found) Object.assign(found.execution, { status: 'RUNNING' });
    },
  });
  const sqs = scripted(new SQSClient({ region: 'us-east-1' }), {}, () => ({ QueueUrl: 'queue' }));
  const clients = { ...createClients({ region: 'us-east-1' }), sfn, sqs };
  return { context: { environment, clients, reporter: silent }, tokens, listed };
}

const failed = (more: Partial<Execution> = {}): Execution => ({
  ...{ status: 'FAILED', stopDate: daysAgo(1), error: 'States.Timeout' },
  ...more,
});

it('lets those go on that the service failed, of every machine, newest first, and none the second time', async () => {
  const { context } = accountOf({
    old: failed({ stopDate: daysAgo(3) }),
    nightly: failed({ machine: 'baselines', error: 'Lambda.Unknown' }),
    late: failed({ machine: 'backfill', status: 'TIMED_OUT', stopDate: daysAgo(2) }),
    fine: failed({ status: 'SUCCEEDED' }),
  });
  const { executions } = await applyRedrive(context, await planRedrive(context, []));
  expect(executions.map(({ arn, machine, outcome }) => [arn, machine, outcome])).toEqual([
    [arnOf('nightly', 'baselines'), 'baselines', 'redriven'],
    [arnOf('late', 'backfill'), 'backfill', 'redriven'],
    [arnOf('old'), 'batch', 'redriven'],
  ]);
  expect((await planRedrive(context, [])).executions).toEqual([]);
});

it('looks at those of the last 14 days, and asks for no page of older ones', async () => {
  const ages = { a: 1, b: 13, c: 13.9, d: 14.1, e: 20, f: 21 };
  const { context, listed } = accountOf(
    Object.fromEntries(Object.entries(ages).map(([name, age]) => [name, failed({ stopDate: daysAgo(age) })])),
  );
  const { executions } = await planRedrive(context, []);
  expect(executions.map(({ arn }) => arn)).toEqual(['a', 'b', 'c'].map((name) => arnOf(name)));
  expect(listed).toEqual(['a', 'b', 'c', 'd'].map((name) => arnOf(name)));
});

it('leaves one whose runs failed, with their keys and what does them', async () => {
  const cause = 'failed: batch/20240419T0015Z, fg-a/20240419T0030Z-20240419T0100Z';
  const { context, tokens } = accountOf({ runs: failed({ error: 'Ndr.RunsFailed', cause }) });
  const { executions } = await applyRedrive(context, await planRedrive(context, []));
  expect(executions).toMatchObject([
    {
      outcome: 'left',
      failedRuns: ['batch/20240419T0015Z', 'fg-a/20240419T0030Z-20240419T0100Z'],
      reason: expect.stringContaining('ndr backfill --missing --env staging') as string,
    },
  ]);
  expect(tokens).toEqual([]);
});

it('leaves one that somebody stopped unless it is named, and then redrives no other', async () => {
  const { context } = accountOf({ stopped: failed({ status: 'ABORTED' }), other: failed() });
  const outcomes = async (named: readonly string[]) =>
    (await planRedrive(context, named)).executions.map(({ arn, outcome }) => [arn, outcome]);
  expect(await outcomes([])).toEqual(
    expect.arrayContaining([
      [arnOf('stopped'), 'left'],
      [arnOf('other'), 'to-redrive'],
    ]),
  );
  expect(await outcomes([arnOf('stopped'), arnOf('stopped')])).toEqual([[arnOf('stopped'), 'to-redrive']]);
});

it('refuses named ones that cannot go on, each with the reason of the service or its own', async () => {
  const notRedrivable = { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason: 'Execution is RUNNING' };
  const { context } = accountOf({
    runs: failed({ error: 'Ndr.RunsFailed', cause: 'failed: batch/x' }),
    running: failed({ status: 'RUNNING', ...notRedrivable }),
    fine: failed(),
  });
  const named = ['runs', 'running', 'fine'].map((name) => arnOf(name));
  await expect(planRedrive(context, named)).rejects.toMatchObject({
    problems: [
      { code: 'redrive.not-redrivable', place: arnOf('runs'), cause: expect.stringContaining('batch/x') as string },
      { code: 'redrive.not-redrivable', place: arnOf('running'), cause: 'Execution is RUNNING' },
    ],
  });
});

it('asks under one token for each time that an execution ended, and says what the service refuses', async () => {
  const execution = failed();
  const { context, tokens } = accountOf({ e: execution });
  const plan = await planRedrive(context, []);
  await applyRedrive(context, plan);
  expect((await applyRedrive(context, plan)).executions).toMatchObject([
    { outcome: 'failed', reason: expect.stringContaining('it is RUNNING') as string },
  ]);

  execution.status = 'FAILED';
  await applyRedrive(context, plan);
  Object.assign(execution, { status: 'FAILED', redriveCount: 1 });
  await applyRedrive(context, await planRedrive(context, []));
  expect(tokens[1]).toBe(tokens[0]);
  expect(tokens[2]).not.toBe(tokens[0]);
  expect(tokens).toHaveLength(3);
});

it.each([
  [localEnvironment, 'this machine keeps no dead letters', 'Run what is missing: ndr backfill --missing'],
  [
    { ...environment, infrastructure: 'cli' as const },
    'infrastructure: cli',
    'Run what is missing: ndr backfill --missing --env staging',
  ],
])('refuses an environment that keeps nothing, and names what runs what is missing: %#', (other, cause, remedy) => {
  const refusal = { code: 'redrive.nothing-kept', cause: expect.stringContaining(cause) as string, remedy };
  expect(() => checkRedrive(other, [])).toThrow(expect.objectContaining(refusal));
});

it.each([
  arnOf('e', 'other'),
  arnOf(''),
  arnOf('e').replace('staging', 'production'),
  arnOf('e').replace('123456789012', '210987654321'),
  'arn:aws:sagemaker:us-east-1:123456789012:pipeline/p/execution/e',
])('refuses %s, which is no execution of its machines', (arn) => {
  expect(() => checkRedrive(environment, [arn])).toThrow(expect.objectContaining({ code: 'usage' }));
});
