import { SFNClient, TaskDoesNotExist, TaskTimedOut } from '@aws-sdk/client-sfn';
import { stepFunctionsTasks } from './task-tokens';
import { scripted } from '../testing/scripted-client';

/** Tasks of a service that does `answer` with each request, and the requests. */
function tasks(answer: () => unknown = () => ({})) {
  const got: unknown[] = [];
  const keep = (operation: string) => (input: object) => {
    got.push([operation, input]);
    return answer();
  };
  const client = scripted(new SFNClient({ region: 'us-east-1' }), {
    SendTaskSuccess: keep('success'),
    SendTaskFailure: keep('failure'),
  });
  return { answered: stepFunctionsTasks(client), got };
}
const throwing = (error: Error) =>
  tasks(() => {
    throw error;
  });

it('answers a task that succeeded, with an output that is JSON', async () => {
  const { answered, got } = tasks();
  await answered.succeed('token');
  expect(got).toEqual([['success', { taskToken: 'token', output: '{}' }]]);
});

it('answers a task that failed, with fault and cause', async () => {
  const { answered, got } = tasks();
  await answered.fail('token', 'Ndr.Busy', 'lease.timeout');
  expect(got).toEqual([['failure', { taskToken: 'token', error: 'Ndr.Busy', cause: 'lease.timeout' }]]);
});

it('cuts a cause that is longer than the service takes', async () => {
  const { answered, got } = tasks();
  await answered.fail('token', 'Ndr.Defect', 'x'.repeat(40_000));
  const [[, { cause }]] = got as [[string, { cause: string }]];
  expect([cause.length <= 32_768, cause.length > 30_000]).toEqual([true, true]);
});

it.each([
  ['timed out', new TaskTimedOut({ message: 'late', $metadata: {} })],
  ['is known no more', new TaskDoesNotExist({ message: 'gone', $metadata: {} })],
])('leaves a task that %s', async (_what, error) => {
  await expect(throwing(error).answered.succeed('token')).resolves.toBeUndefined();
  await expect(throwing(error).answered.fail('token', 'Ndr.Busy', '')).resolves.toBeUndefined();
});

it('fails as the service fails', async () => {
  await expect(throwing(new TypeError('no token')).answered.succeed('token')).rejects.toThrow('no token');
});
