import { letterOf } from './letter';
import { orchestratedEnvironment as environment } from '../testing/orchestrated-environment';

const machine = (name: string) => `arn:aws:states:us-east-1:123456789012:stateMachine:ndr-staging-${name}`;
const lambda = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:ndr-staging-${name}`;

/** A message as EventBridge and its Scheduler put it into a queue. */
function letter(event: unknown, attributes: Readonly<Record<string, string>>) {
  const MessageAttributes = Object.fromEntries(
    Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
  );
  const Body = typeof event === 'string' ? event : JSON.stringify(event);
  const Attributes = { SentTimestamp: String(Date.parse('2024-04-19T00:20:00Z')) };
  return letterOf({ MessageId: 'id', Body, Attributes, MessageAttributes }, environment);
}

const recorded = {
  ...{ version: '0', source: 'aws.s3', 'detail-type': 'Object Created' },
  detail: { bucket: { name: 'lake' }, object: { key: 'office/integration/_batches/b.json', size: 7 } },
};
const arn = 'arn:aws:sagemaker:us-east-1:123456789012:pipeline/p/execution/e';
const ended = {
  ...{ source: 'aws.sagemaker', 'detail-type': 'SageMaker Model Building Pipeline Execution Status Change' },
  detail: { pipelineExecutionArn: arn, currentPipelineExecutionStatus: 'Succeeded' },
};

it.each([
  [recorded, machine('batch'), 'batch', 'batch record s3://lake/office/integration/_batches/b.json'],
  [{ catchUp: true }, machine('batch'), 'batch', 'batches whose events got lost'],
  [{ horizon: '30d' }, machine('baselines'), 'baselines', '30d baselines that are due'],
  [ended, lambda('complete-execution'), 'complete-execution', `end of ${arn}`],
  [{}, lambda('measure-ages'), 'measure-ages', 'ages of batches and baselines'],
])('knows that %j is for %s', (event, TARGET_ARN, target, about) => {
  expect(letter(event, { TARGET_ARN }).addressee).toEqual({ target, about });
});

it('says when it came, and why it could not be handed over', () => {
  const attributes = { ERROR_CODE: 'NO_PERMISSIONS', ERROR_MESSAGE: 'not allowed', TARGET_ARN: machine('batch') };
  expect(letter({ catchUp: true }, attributes)).toMatchObject({
    ...{ id: 'id', body: '{"catchUp":true}', sent: '2024-04-19T00:20:00.000Z' },
    error: 'NO_PERMISSIONS: not allowed',
  });
});

it.each([
  ['no JSON', {}, 'none that ndr hands over'],
  [{ horizon: '14d' }, { TARGET_ARN: machine('baselines') }, 'none that ndr hands over'],
  [{ catchUp: true, more: 1 }, { TARGET_ARN: machine('batch') }, 'none that ndr hands over'],
  [{ catchUp: true }, {}, 'no target'],
  [{ catchUp: true }, { TARGET_ARN: machine('baselines') }, machine('baselines')],
  [{ catchUp: true }, { TARGET_ARN: machine('batch').replace('staging', 'other') }, 'ndr-other-batch'],
  [{ catchUp: true }, { TARGET_ARN: machine('batch'), IS_PAYLOAD_TRUNCATED: 'true' }, 'too long'],
])('knows nothing of %j with %j', (event, attributes, reason) => {
  expect(letter(event, attributes).addressee).toEqual({ unknown: expect.stringContaining(reason) as string });
});
