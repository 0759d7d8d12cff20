import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { CallbackMessage } from '.';
import { startMoto, type Moto } from '../gateway/moto';
import { ensurePythonEnvironment } from '../python/python-environment';
import { definition, get, type StepJson, type TestStep } from '../testing/definitions';
import { completed, InterpreterRun, type TestOptions } from '../testing/interpreter-run';
import { workspaceRoot } from '../testing/local-run';

// Real processes, on a machine that may be busy.
jest.setTimeout(120_000);

let moto: Moto;
let python: string;
let folder: string;
let awsEnvironment: Readonly<Record<string, string>>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ndr-callbacks-'));
  ({ python } = await ensurePythonEnvironment({ workspaceRoot }));
  moto = await startMoto({ python, logFile: join(folder, 'moto.log') });
  awsEnvironment = {
    ...{ AWS_ENDPOINT_URL: moto.endpoint, AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-east-1' },
    ...{ AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
  };
});
afterAll(async () => {
  await moto.close();
  rmSync(folder, { recursive: true, force: true });
});

let local: InterpreterRun;
const open = (options: TestOptions = {}) => {
  local = new InterpreterRun({ awsEnvironment, ...options });
};
beforeEach(() => open());
afterEach(() => local.close());

const ask = (queue: string, more: Readonly<Record<string, string>> = {}): StepJson => ({
  ...{ Name: 'Ask', Type: 'Callback', Arguments: { rows: get('Parameters.Rows') }, ...more },
  SqsQueueUrl: `https://sqs.us-east-1.amazonaws.com/123456789012/${queue}`,
  OutputParameters: [
    { OutputName: 'count', OutputType: 'Integer' },
    { OutputName: 'isGood', OutputType: 'Boolean' },
  ],
});
const use: TestStep = {
  ...{ name: 'Use', entrypoint: ['use'] },
  environment: { COUNT: { 'Std:Join': { On: '', Values: [get("Steps.Ask.OutputParameters['count']")] } } },
};
const asking = (queue: string) => definition([ask(queue), use], [{ Name: 'Rows', Type: 'Integer', DefaultValue: 7 }]);

/** The messages of a queue, as boto3 receives them. */
function received(queue: string): CallbackMessage[] {
  const program = `
import boto3, json
queue = boto3.client("sqs")
url = queue.get_queue_url(QueueName="${queue}")["QueueUrl"]
bodies = []
while found := queue.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
    for message in found:
        bodies.append(json.loads(message["Body"]))
        queue.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
print(json.dumps(bodies))`;
  const env = { ...process.env, ...awsEnvironment };
  return JSON.parse(
    execFileSync(python, ['-c', program], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  ) as CallbackMessage[];
}

/** The token of the step, once its message was sent. */
async function tokenOf(arn: string, queue: string): Promise<string> {
  for (let messages: CallbackMessage[] = []; ; messages = []) {
    await delay(50);
    if (local.executions.steps(arn)[0]?.status !== 'Executing') continue;
    try {
      messages = received(queue);
    } catch {
      continue; // the queue is not there yet
    }
    if (messages[0]) return messages[0].token;
  }
}

describe('a Callback step', () => {
  it('asks through its queue, and hands on what a success brings', async () => {
    const seen: (string | undefined)[] = [];
    local.jobs.set('use', ({ job }) => {
      seen.push(job.Environment.COUNT);
      return Promise.resolve(completed);
    });
    const { arn, done } = local.start(asking('success'));
    await delay(500);
    const [message, ...others] = received('success');
    expect([message, others]).toEqual([
      {
        token: expect.stringMatching(/^[A-Za-z0-9]{10}$/),
        ...{ pipelineExecutionArn: arn, stepName: 'Ask', status: 'Executing', arguments: { rows: 7 } },
      },
      [],
    ]);
    const token = message?.token ?? '';
    const outputs = { count: '12', isGood: 'True' };
    expect(local.interpreter.answerCallback(token, { outcome: 'Success', outputs })).toBe(arn);
    expect(local.step(arn, 'Ask').status).toBe('Succeeded'); // stored before the answer is acknowledged
    expect((await done).status).toBe('Succeeded');
    expect(seen).toEqual(['12']);
    expect(local.step(arn, 'Ask').metadata).toEqual({
      Callback: {
        CallbackToken: token,
        SqsQueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/success',
        OutputParameters: [
          { Name: 'count', Value: '12' },
          { Name: 'isGood', Value: 'true' },
        ],
      },
    });
    expect(() => local.interpreter.answerCallback(token, { outcome: 'Success', outputs })).toThrow(
      /local\.unknown-callback/,
    );
  });

  it('fails with the reason of a failure, and with outputs of another type', async () => {
    const first = local.start(asking('failure'));
    const reason = 'nobody is home';
    local.interpreter.answerCallback(await tokenOf(first.arn, 'failure'), { outcome: 'Failure', reason });
    expect((await first.done).status).toBe('Failed');
    expect(local.step(first.arn, 'Ask').failureReason).toBe(reason);
    const second = local.start(asking('failure'));
    const outputs = { count: 'many', isGood: 'true' };
    local.interpreter.answerCallback(await tokenOf(second.arn, 'failure'), { outcome: 'Success', outputs });
    expect((await second.done).status).toBe('Failed');
    expect(local.step(second.arn, 'Ask').failureReason).toContain('the output count is no Integer');
  });

  it('fails when nobody answers in time', async () => {
    await local.close();
    open({ callbackTimeoutMs: 300 });
    const { arn } = await local.run(asking('silence'));
    expect(local.step(arn, 'Ask').failureReason).toBe('nobody answered the callback within 0.3 seconds');
  });

  it('sends a second message when the execution stops, which waits for the answer', async () => {
    const { arn, done } = local.start(asking('stopping'));
    const token = await tokenOf(arn, 'stopping');
    local.interpreter.stop(arn);
    await delay(500);
    expect(received('stopping')).toMatchObject([{ token, status: 'Stopping', stepName: 'Ask' }]);
    expect(local.executions.execution(arn).status).toBe('Stopping');
    local.interpreter.answerCallback(token, { outcome: 'Success', outputs: { count: '1', isGood: 'false' } });
    expect((await done).status).toBe('Stopped');
    expect(local.statuses(arn)).toEqual({ Ask: 'Succeeded' });
  });

  it('keeps nothing waiting when everything is closed', async () => {
    const { arn, done } = local.start(asking('closing'));
    await tokenOf(arn, 'closing');
    local.interpreter.abandon();
    expect((await done).status).toBe('Stopped');
  });

  it('fails after repetitions when there is no queue to be had', async () => {
    await local.close();
    open({ awsEnvironment: { ...awsEnvironment, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' } });
    const RetryPolicies = [{ ExceptionType: ['Step.SERVICE_FAULT'], IntervalSeconds: 0, MaxAttempts: 1 }];
    const { arn } = await local.run(definition([{ ...ask('nowhere'), Arguments: {}, RetryPolicies }]));
    expect(local.step(arn, 'Ask')).toMatchObject({
      attemptCount: 2,
      failureReason: expect.stringContaining('local.queue'),
    });
  });

  it('uses queues that keep the order, too', async () => {
    const { arn, done } = local.start(asking('ordered.fifo'));
    const token = await tokenOf(arn, 'ordered.fifo');
    local.interpreter.answerCallback(token, { outcome: 'Failure' });
    expect((await done).status).toBe('Failed');
    expect(local.step(arn, 'Ask').failureReason).toBeUndefined();
  });
});
