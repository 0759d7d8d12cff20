import * as functions from './lambda';
import { handlerVariables } from './handler-environment';
import { lambdaFunctions } from './lambda-functions';
import { localEnvironment } from '../environment';
import { startCountingService, type CountingService } from '../testing/counting-service';
import { ownedBy } from '../testing/memory-services';

/** An account whose table exists and holds nothing. */
let service: CountingService;
beforeAll(async () => {
  service = await startCountingService();
  Object.assign(process.env, {
    ...handlerVariables(localEnvironment),
    ...{ AWS_ENDPOINT_URL: service.endpoint, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
  });
});
afterAll(() => service.close());

it('is a function for each handler, under the name that its resource has', () => {
  expect(Object.keys(functions).sort()).toEqual(
    Object.values(lambdaFunctions)
      .map(({ exportName }) => exportName)
      .sort(),
  );
});

it('answers what its handler answers', async () => {
  const results = [{ key: 'batch/a', outcome: 'done' }];
  expect(await functions.conclude({ results })).toMatchObject({ done: 1, failed: 0 });
});

it('answers an object where its handler answers nothing, since a path into it must not fail', async () => {
  const detail = { pipelineExecutionArn: 'arn', currentPipelineExecutionStatus: 'Executing' };
  expect(await functions.completeExecution({ detail })).toEqual({});
});

it.each<[string, () => Promise<unknown>, string, RegExp]>([
  [
    'a run that another has taken over',
    () => functions.takeTurn(ownedBy('one')),
    'Ndr.LockLost',
    /^orchestration\.lock-lost at batch\/a: nobody has its lock\. Nothing: /,
  ],
  [
    'what is wrong with the request',
    () => {
      const request = { project: 'p', version: 'v1', from: '2024-04-10T00:00:00Z', to: '2024-04-20T00:00:00Z' };
      return functions.planBackfill({ phase: 'history', owner: 'one', request });
    },
    'Ndr.Defect',
    /^job-spec\.missing at p v1: .*\. Name it in the environment's projects/,
  ],
  ['what is no input of it', () => functions.claimRun({}), 'ZodError', /run/],
])('throws %s under the name that its state machine knows', async (_what, invoke, name, message) => {
  await expect(invoke()).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
});
