import { GetScheduleCommand, ListSchedulesCommand, UpdateScheduleCommand } from '@aws-sdk/client-scheduler';
import { planSchedules, planSchedulesDeletion } from './schedules';
import type { AwsClients } from '../account/aws-clients';
import { localEnvironment, type Environment } from '../environment';
import { pipelineSchedules, scheduleGroup } from '../schedules/pipeline-schedules';
import { observe } from '../testing/faults';
import { startMotoAccount, type MotoAccount } from '../testing/moto-account';

// A server of another language starts and answers, on a machine that may be busy.
jest.setTimeout(60_000);

let account: MotoAccount;
let clients: AwsClients;
beforeAll(async () => {
  account = await startMotoAccount({ attempts: 1 });
});
afterAll(() => account.close());
// New ones: what a test observes is its own.
beforeEach(() => (clients = account.newClients()));

let environments = 0;
/** An environment without schedules, in which the command line owns them. */
function newEnvironment(changed: Partial<Environment> = {}): Environment {
  environments += 1;
  return {
    ...localEnvironment,
    name: `staging-${String(environments)}`,
    projects: { office: ['v1'] },
    tags: { team: 'red' },
    ...changed,
  };
}

async function plan(environment: Environment) {
  const { group, schedules } = await planSchedules(clients.scheduler, environment);
  const parts = [...group, ...schedules];
  const changes = parts.flatMap((part) => part.changes);
  return { parts, changes, told: changes.map(({ kind, action }) => `${action} ${kind}`) };
}
async function deploy(environment: Environment): Promise<void> {
  for (const part of (await plan(environment)).parts) await part.apply();
}
const nightlyOf = (environment: Environment) => pipelineSchedules(environment)[0]?.name ?? '';

it('creates a schedule for each horizon of each active version, in a group of the environment', async () => {
  const environment = newEnvironment({ projects: { office: ['v1', 'v2'] } });
  expect((await plan(environment)).told).toEqual([
    'create schedule-group',
    ...Array<string>(4).fill('create schedule'),
  ]);
  await deploy(environment);
  const Name = nightlyOf(environment);
  const stored = await clients.scheduler.send(new GetScheduleCommand({ GroupName: scheduleGroup(environment), Name }));
  expect(stored).toMatchObject({
    ScheduleExpression: 'cron(0 3 * * ? *)',
    ScheduleExpressionTimezone: 'UTC',
    State: 'ENABLED',
    Target: {
      Arn: 'arn:aws:sagemaker:us-east-1:123456789012:pipeline/ndr-fg-b-pipeline',
      RoleArn: environment.role,
      SageMakerPipelineParameters: {
        PipelineParameterList: [
          { Name: 'ProcessingImageUri', Value: 'ndr-local/spark:3.5' },
          { Name: 'ProjectName', Value: 'office' },
          { Name: 'FeatureSpecVersion', Value: 'v1' },
          { Name: 'BaselineHorizon', Value: '7d' },
        ],
      },
    },
  });
});

it('gives the pipeline those values of the environment that it takes, and refuses what it would refuse at night', async () => {
  const { parameters } = localEnvironment;
  const environment = newEnvironment({
    parameters: { ...parameters, OfAnotherPipeline: 'x', ProcessingInstanceCount: 2 },
  });
  const [nightly] = pipelineSchedules(environment);
  expect(nightly?.parameters).toEqual({
    ...{ ProcessingImageUri: 'ndr-local/spark:3.5', ProcessingInstanceCount: '2' },
    ...{ ProjectName: 'office', FeatureSpecVersion: 'v1', BaselineHorizon: '7d' },
  });
  const requests = observe(clients);
  await expect(plan(newEnvironment({ parameters: {} }))).rejects.toMatchObject({
    code: 'parameter.missing',
    place: expect.stringContaining('ProcessingImageUri') as string,
  });
  expect(requests.operations).toEqual([]);
});

it('makes no write call the second time', async () => {
  const environment = newEnvironment();
  await deploy(environment);
  const requests = observe(clients);
  await deploy(environment);
  expect(requests.writes()).toEqual([]);
  expect(requests.operations).toContain('GetSchedule');
});

it('shows and makes what differs, field by field, and nothing else', async () => {
  const environment = newEnvironment();
  await deploy(environment);
  const later = { ...environment, schedulerRole: 'arn:aws:iam::123456789012:role/scheduler', tags: { team: 'blue' } };
  const { changes, told } = await plan(later);
  expect(told).toEqual(['update schedule-group', 'update schedule', 'update schedule']);
  expect(changes.map(({ fields }) => fields)).toEqual([
    [{ pointer: '/Tags/team', old: 'red', new: 'blue' }],
    [{ pointer: '/Target/RoleArn', old: environment.role, new: later.schedulerRole }],
    [{ pointer: '/Target/RoleArn', old: environment.role, new: later.schedulerRole }],
  ]);
  await deploy(later);
  expect((await plan(later)).changes).toEqual([]);
});

it('sets back what somebody changed by hand', async () => {
  const environment = newEnvironment();
  await deploy(environment);
  const place = { GroupName: scheduleGroup(environment), Name: nightlyOf(environment) };
  const { ScheduleExpression, FlexibleTimeWindow, Target } = await clients.scheduler.send(
    new GetScheduleCommand(place),
  );
  const theirs = { ...place, ScheduleExpression, FlexibleTimeWindow, Target, State: 'DISABLED' as const };
  await clients.scheduler.send(new UpdateScheduleCommand(theirs));
  const [change] = (await plan(environment)).changes;
  expect(change).toMatchObject({ action: 'update', name: place.Name });
  expect(change?.fields).toContainEqual({ pointer: '/State', old: 'DISABLED', new: 'ENABLED' });
  await deploy(environment);
  expect((await plan(environment)).changes).toEqual([]);
});

it('deletes those of projects that are active no more', async () => {
  const environment = newEnvironment({ projects: { office: ['v1'], plant: ['v1'] } });
  await deploy(environment);
  const less = { ...environment, projects: { plant: ['v1'] } };
  expect((await plan(less)).told).toEqual(['delete schedule', 'delete schedule']);
  await deploy(less);
  const { Schedules = [] } = await clients.scheduler.send(
    new ListSchedulesCommand({ GroupName: scheduleGroup(environment) }),
  );
  expect(Schedules.map(({ Name }) => Name).sort()).toEqual(
    pipelineSchedules(less)
      .map(({ name }) => name)
      .sort(),
  );
});

it('finds done what another did after it was planned, and refuses what another did otherwise', async () => {
  const environment = newEnvironment();
  const [same, other] = [await plan(environment), await plan({ ...environment, tags: {} })];
  await deploy(environment);
  for (const part of same.parts) await part.apply();
  expect((await plan(environment)).changes).toEqual([]);
  const differing = { ...environment, schedulerRole: 'arn:aws:iam::123456789012:role/other' };
  await deploy(differing);
  const creation = other.parts.find(({ changes: [change] }) => change?.kind === 'schedule');
  await expect(creation?.apply()).rejects.toMatchObject({ code: 'deploy.conflict' });
});

it('deletes, with a pipeline, the schedules that start it, once', async () => {
  const environment = newEnvironment();
  await deploy(environment);
  const arn = 'arn:aws:sagemaker:us-east-1:123456789012:pipeline/';
  const deletion = (name: string) => planSchedulesDeletion(clients.scheduler, scheduleGroup(environment), [arn + name]);
  expect(await deletion('ndr-15m-pipeline')).toEqual([]);
  const parts = await deletion('ndr-fg-b-pipeline');
  expect(parts).toHaveLength(2);
  for (const part of [...parts, ...parts]) await part.apply();
  expect(await deletion('ndr-fg-b-pipeline')).toEqual([]);
});
