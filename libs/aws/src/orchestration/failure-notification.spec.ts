import { failureNotification } from './failure-notification';
import { commandsIn } from '../environment';
import { MemoryServices, testedRun } from '../testing/memory-services';

const services = new MemoryServices();
const arn = 'arn:aws:sagemaker:us-east-1:123456789012:pipeline/ndr-15m-pipeline/execution/abc';
const error = { Error: 'Ndr.Defect', Cause: 'DeltaBuilderStep: batch.invalid' };

it('tells pipeline, run, fault, step and reason, a link, and the commands to go on', () => {
  expect(failureNotification(testedRun(), arn, error, services)).toEqual({
    subject: 'ndr: p batch/a failed',
    message: `\
Pipeline: ndr-15m-pipeline
Project: p, version v1
Run: batch/a, 2024-04-19T00:00:00Z to 2024-04-19T00:15:00Z
Fault: Ndr.Defect
Reason: DeltaBuilderStep: batch.invalid
Execution: ${arn}
Link: https://console/${arn}
Its logs: ndr logs ${arn}
To go on with it: ndr retry ${arn} --wait
To do what is missing: ndr run-batch`,
  });
});

it('tells the commands as they are called for the environment, and no link where there is no page', () => {
  const about = { linkOf: () => undefined, commandOf: commandsIn('staging') };
  expect(failureNotification(testedRun(), arn, error, about).message.split('\n').slice(-4)).toEqual([
    `Execution: ${arn}`,
    `Its logs: ndr logs ${arn} --env staging`,
    `To go on with it: ndr retry ${arn} --wait --env staging`,
    'To do what is missing: ndr run-batch --env staging',
  ]);
});

it('tells of a run without an execution how to do it', () => {
  const { message } = failureNotification(testedRun(), undefined, error, services);
  expect(message).toMatch(/Reason: DeltaBuilderStep: batch\.invalid\nTo do what is missing: ndr run-batch$/);
});

it('says so when nothing is known of the fault', () => {
  expect(failureNotification(testedRun(), undefined, undefined, services).message).toContain('Fault: Ndr.Unknown\n');
});

it('has a subject of at most 100 characters, as SNS wants', () => {
  const key = `batch/${'x'.repeat(128)}`;
  const { subject } = failureNotification(testedRun({ key }), arn, error, services);
  expect(subject).toBe(`ndr: p ${key}`.slice(0, 100));
});
