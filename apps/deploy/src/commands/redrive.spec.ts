import { silent } from '@ndr/core';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { redriveCommand } from './redrive';
import type { Context } from '../context';
import { createOutput } from '../render/output';

const account = '111122223333';
const execution = `arn:aws:states:eu-central-1:${account}:execution:ndr-staging-baselines:e`;
const message = {
  ...{ MessageId: 'm', ReceiptHandle: 'r', Body: '{"catchUp":true}', Attributes: { SentTimestamp: '1713486000000' } },
  MD5OfBody: createHash('md5').update('{"catchUp":true}').digest('hex'),
  MessageAttributes: {
    TARGET_ARN: {
      DataType: 'String',
      StringValue: `arn:aws:states:eu-central-1:${account}:stateMachine:ndr-staging-batch`,
    },
  },
};

let folder: string;
let server: Server;
/** Operations that the account was asked for since a test began, and whether it refuses to start executions. */
let asked: string[];
let refuses: boolean;
const former = { ...process.env };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ndr-redrive-'));
  const environments = join(folder, 'apps/deploy/environments');
  mkdirSync(environments, { recursive: true });
  const environment = `account: '${account}'\nregion: eu-central-1\nrole: arn:aws:iam::${account}:role/ndr\nbucket: lake\ninfrastructure: cdk\n`;
  writeFileSync(join(environments, 'staging.yaml'), environment);
  server = createServer((request, response) => {
    void text(request).then((body) => {
      const target = request.headers['x-amz-target'];
      const { status, answer } = target === undefined ? caller : answerOf(String(target), body);
      response.writeHead(status, { 'content-type': target === undefined ? 'text/xml' : 'application/x-amz-json-1.0' });
      response.end(answer);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const AWS_ENDPOINT_URL = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  Object.assign(process.env, { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
});
afterAll(() => {
  for (const name of ['AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) {
    Reflect.deleteProperty(process.env, name);
  }
  Object.assign(process.env, former);
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  [asked, refuses] = [[], false];
});

const caller = {
  status: 200,
  answer: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::${account}:user/u</Arn><UserId>u</UserId><Account>${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
};

/** An account with one dead letter and one execution that the service failed. */
function answerOf(target: string, body: string): { readonly status: number; readonly answer: string } {
  const operation = target.split('.').at(-1) ?? '';
  asked.push(operation);
  if (operation === 'StartExecution' && refuses) {
    return { status: 400, answer: JSON.stringify({ __type: 'ExecutionLimitExceeded', message: 'too many' }) };
  }
  const receives = asked.filter((each) => each === 'ReceiveMessage').length;
  const answers: Readonly<Record<string, unknown>> = {
    GetQueueUrl: { QueueUrl: `${String(process.env.AWS_ENDPOINT_URL)}/${account}/ndr-staging-dead-letters` },
    // One is received whenever it is looked for; then there is no other.
    ReceiveMessage: { Messages: receives % 2 === 1 ? [message] : [] },
    ListExecutions: {
      executions:
        body.includes('baselines') && body.includes('FAILED')
          ? [{ executionArn: execution, stopDate: Date.now() / 1000 }]
          : [],
    },
    DescribeExecution: { status: 'FAILED', error: 'States.Timeout', redriveStatus: 'REDRIVABLE' },
  };
  return { status: 200, answer: JSON.stringify(answers[operation] ?? {}) };
}

/** Runs the command with `--json`; answers its exit code, or the code of its error, and what it answered. */
async function run(options: Readonly<Record<string, unknown>>) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const context: Context = {
    ...{ workspaceRoot: folder, stateFolder: folder, environmentName: 'staging', reporter: silent },
    output: createOutput({ json: true, streams: false, stdout, stderr }),
    signal: new AbortController().signal,
  };
  try {
    const code = await redriveCommand.run(redriveCommand.options.parse(options), context);
    return { code, answer: JSON.parse(String(stdout.read())) as unknown };
  } catch (error) {
    return { code: (error as { readonly code?: string }).code };
  }
}

const writes = () => asked.filter((operation) => /^(Start|Redrive|Delete)/.test(operation));

it('shows what there is to do with --dry-run, and does none of it', async () => {
  expect(await run({ dryRun: true })).toMatchObject({
    code: 0,
    answer: {
      letters: [{ id: 'm', target: 'batch', outcome: 'to-hand-over' }],
      executions: [{ arn: execution, machine: 'baselines', outcome: 'to-redrive' }],
    },
  });
  expect(writes()).toEqual([]);
});

it('does nothing where nobody can be asked', async () => {
  expect(await run({})).toEqual({ code: 'deploy.not-confirmed' });
  expect(writes()).toEqual([]);
});

it('hands over and redrives what was agreed to', async () => {
  expect(await run({ yes: true })).toMatchObject({
    code: 0,
    answer: { letters: [{ outcome: 'handed-over' }], executions: [{ arn: execution, outcome: 'redriven' }] },
  });
  expect(writes()).toEqual(['StartExecution', 'DeleteMessage', 'RedriveExecution']);
});

it('ends with 1 where the account refuses something, having done the rest', async () => {
  refuses = true;
  expect(await run({ yes: true })).toMatchObject({
    code: 1,
    answer: { letters: [{ outcome: 'failed' }], executions: [{ outcome: 'redriven' }] },
  });
  expect(writes()).toEqual(['StartExecution', 'RedriveExecution']);
});

it('takes only ARNs of the executions of its environment', async () => {
  expect(await run({ executions: [execution.replace('staging', 'production')] })).toEqual({ code: 'usage' });
  expect(asked).toEqual([]);
});
