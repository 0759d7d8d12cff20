import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  ListExecutionsCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { silent } from '@ndr/core';
import { stateMachineNames } from '@ndr/pipelines';
import { applyRedrive } from './apply-redrive';
import { letterMachines, letterTargetArn, type LetterTarget } from './letter-targets';
import { planRedrive } from './plan-redrive';
import type { RedriveLetter } from './redrive';
import type { AwsClients } from '../account/aws-clients';
import type { ActionContext } from '../actions/deployment';
import { deadLetterQueueName } from '../iam/infrastructure-name';
import { deployedStateMachine } from '../iam/state-machine-arn';
import { startMotoAccount, type MotoAccount } from '../testing/moto-account';
import { orchestratedEnvironment as environment } from '../testing/orchestrated-environment';
import { scripted } from '../testing/scripted-client';

// A server of another language starts and answers, on a machine that may be busy.
jest.setTimeout(60_000);

let account: MotoAccount;
let clients: AwsClients;
let context: ActionContext;
let QueueUrl: string;
/** What functions were called with, which moto would need containers for. */
let calls: unknown[];
beforeAll(async () => {
  account = await startMotoAccount();
  clients = account.clients;
  context = { environment, clients, reporter: silent };
  scripted(clients.lambda, { Invoke: (input) => void calls.push(input) });
  for (const machine of stateMachineNames) {
    const name = deployedStateMachine(environment, machine);
    await clients.sfn.send(new CreateStateMachineCommand({ name, definition: '{}', roleArn: environment.role }));
  }
});
afterAll(() => account.close());

beforeEach(async () => {
  calls = [];
  ({ QueueUrl = '' } = await clients.sqs.send(new CreateQueueCommand({ QueueName: deadLetterQueueName(environment) })));
});
afterEach(() => clients.sqs.send(new DeleteQueueCommand({ QueueUrl })));

/** Puts a letter into the queue as EventBridge does; answers its id. */
async function put(event: unknown, target: LetterTarget): Promise<string> {
  const StringValue = letterTargetArn(environment, target);
  const { MessageId = '' } = await clients.sqs.send(
    new SendMessageCommand({
      ...{ QueueUrl, MessageBody: JSON.stringify(event) },
      MessageAttributes: { TARGET_ARN: { DataType: 'String', StringValue } },
    }),
  );
  return MessageId;
}

/** How many letters can be received at this moment. */
async function visibleLetters(): Promise<number> {
  const { Attributes } = await clients.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  return Number(Attributes?.ApproximateNumberOfMessages);
}

const plan = () => planRedrive(context, []);
async function redrive(): Promise<readonly RedriveLetter[]> {
  return (await applyRedrive(context, await plan())).letters;
}
const outcomesOf = (letters: readonly RedriveLetter[]) => letters.map(({ id, outcome }) => [id, outcome]);

/** ARNs and inputs of all executions of the machines that letters are for. */
async function executions() {
  const listed = await Promise.all(
    letterMachines.map((machine) =>
      clients.sfn.send(new ListExecutionsCommand({ stateMachineArn: letterTargetArn(environment, machine) })),
    ),
  );
  const arns = listed.flatMap(({ executions: found = [] }) => found.map(({ executionArn = '' }) => executionArn));
  const described = await Promise.all(
    arns.map((executionArn) => clients.sfn.send(new DescribeExecutionCommand({ executionArn }))),
  );
  return described.map(({ executionArn = '', input = '' }) => [executionArn, JSON.parse(input) as unknown]);
}

const executionOf = (machine: string, id: string) =>
  `arn:aws:states:us-east-1:123456789012:execution:ndr-staging-${machine}:${id}`;

it('hands each letter to whom it is for, once, and leaves what it does not know', async () => {
  const catchUp = await put({ catchUp: true }, 'batch');
  const nightly = await put({ horizon: '7d' }, 'baselines');
  const ages = await put({}, 'measure-ages');
  const unknown = await put({ other: true }, 'batch');

  expect(Object.fromEntries(outcomesOf(await redrive()))).toEqual({
    ...{ [catchUp]: 'handed-over', [nightly]: 'handed-over', [ages]: 'handed-over' },
    [unknown]: 'left',
  });
  const started = [
    [executionOf('batch', catchUp), { catchUp: true }],
    [executionOf('baselines', nightly), { horizon: '7d' }],
  ];
  expect(await executions()).toEqual(started);
  expect(calls).toEqual([
    {
      FunctionName: 'arn:aws:lambda:us-east-1:123456789012:function:ndr-staging-measure-ages',
      ...{ InvocationType: 'Event', Payload: '{}' },
    },
  ]);

  expect(outcomesOf(await redrive())).toEqual([[unknown, 'left']]);
  expect(await executions()).toEqual(started);
});

it('starts nothing when it plans, and leaves letters that came after the plan', async () => {
  const early = await put({ catchUp: true }, 'batch');
  const before = await executions();
  const planned = await plan();
  expect(outcomesOf(planned.letters)).toEqual([[early, 'to-hand-over']]);
  expect(await executions()).toEqual(before);

  expect(await visibleLetters()).toBe(1);

  await put({ catchUp: true }, 'batch');
  expect(outcomesOf((await applyRedrive(context, planned)).letters)).toEqual([[early, 'handed-over']]);
  expect(await visibleLetters()).toBe(1);
});

it('takes a letter out that it had handed over when it was ended before, and starts nothing again', async () => {
  const id = await put({ catchUp: true }, 'batch');
  const others = await executions();
  const breaking = account.newClients();
  scripted(breaking.sqs, {
    DeleteMessage: () => {
      throw new RangeError('ended');
    },
  });
  await expect(applyRedrive({ ...context, clients: breaking }, await plan())).rejects.toThrow('ended');
  expect(await executions()).toHaveLength(others.length + 1);

  await clients.sfn.send(new StopExecutionCommand({ executionArn: executionOf('batch', id) }));
  expect(outcomesOf(await redrive())).toEqual([[id, 'already-handed-over']]);
  expect(await executions()).toHaveLength(others.length + 1);
  expect(await visibleLetters()).toBe(0);
});

it('leaves a letter whose target refuses it, and hands the others over', async () => {
  const refusing = account.newClients();
  scripted(refusing.lambda, {
    Invoke: () => {
      const refusal = { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } };
      throw Object.assign(new RangeError('no such function'), refusal);
    },
  });
  const [ages, catchUp] = [await put({}, 'measure-ages'), await put({ catchUp: true }, 'batch')];
  const { letters } = await applyRedrive({ ...context, clients: refusing }, await plan());
  expect(Object.fromEntries(outcomesOf(letters))).toEqual({ [ages]: 'failed', [catchUp]: 'handed-over' });
  expect(letters.find(({ id }) => id === ages)?.reason).toContain('no such function');
  expect(await visibleLetters()).toBe(1);
});

it('refuses an environment whose queue is not there', async () => {
  const other = { ...context, environment: { ...environment, name: 'other' } };
  await expect(planRedrive(other, [])).rejects.toMatchObject({ code: 'deploy.infrastructure-missing' });
});
