import { ListObjectsV2Command, CreateBucketCommand } from '@aws-sdk/client-s3';
import { AddTagsCommand, UpdatePipelineCommand } from '@aws-sdk/client-sagemaker';
import { paginateScan, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { silent, type NdrEvent } from '@ndr/core';
import { applyPlan, checkUnchanged, parsePlan } from './deploy';
import type { ActionContext, Deployment } from './deployment';
import { planDeployment } from './plan';
import type { AwsClients } from '../account/aws-clients';
import { localEnvironment, type Environment } from '../environment';
import { readPipeline } from '../pipelines/stored-pipeline';
import { observe, type Fault, type FaultPlan } from '../testing/faults';
import { meetBefore } from '../testing/meet-before';
import { startMotoAccount, type MotoAccount } from '../testing/moto-account';
import { smallDeployment, type SmallOptions } from '../testing/small-deployment';

// A server of another language starts and answers, on a machine that may be busy.
jest.setTimeout(120_000);

let account: MotoAccount;
let clients: AwsClients;
let environment: Environment;
let worlds = 0;

beforeAll(async () => {
  account = await startMotoAccount({ attempts: 3, retryMode: 'standard' });
});
afterAll(() => account.close());
beforeEach(() => {
  clients = newClients();
  environment = newEnvironment();
});

const newClients = () => account.newClients();
/** An environment with nothing in it yet. */
const newEnvironment = (): Environment => {
  worlds += 1;
  return { ...localEnvironment, bucket: `bucket-${String(worlds)}`, table: `table-${String(worlds)}` };
};
const contextOf = (used = clients): ActionContext => ({ environment, clients: used, reporter: silent });
const named = (options: SmallOptions = {}): SmallOptions => ({
  pipelines: [`small-${String(worlds)}`],
  ...options,
});
const deploymentOf = (options: SmallOptions = {}): Promise<Deployment> => smallDeployment(environment, named(options));
const plan = async (options: SmallOptions = {}, used = clients) =>
  planDeployment(contextOf(used), await deploymentOf(options));
const deploy = async (options: SmallOptions = {}, used = clients) =>
  applyPlan(contextOf(used), await plan(options, used));
const changesOf = async (options: SmallOptions = {}) => (await plan(options)).document.changes;

/** Everything that a deployment writes, as the account holds it. */
async function world() {
  const { s3, dynamodb, sagemaker } = clients;
  const objects = await s3.send(new ListObjectsV2Command({ Bucket: environment.bucket })).catch(() => undefined);
  const items: Record<string, unknown>[] = [];
  const pages = paginateScan({ client: DynamoDBDocumentClient.from(dynamodb) }, { TableName: environment.table });
  try {
    for await (const page of pages) items.push(...(page.Items ?? []));
  } catch {
    // There is no table yet.
  }
  const pipeline = await readPipeline(sagemaker, `small-${String(worlds)}`);
  return {
    objects: (objects?.Contents ?? []).map(({ Key }) => Key).sort(),
    specs: items
      .filter(({ job_name_version }) => !String(job_name_version).startsWith('#'))
      .filter(({ project_name }) => project_name === 'p')
      .map(
        ({ job_name_version, digest, set_digest }) =>
          `${String(job_name_version)} ${String(digest)} ${String(set_digest)}`,
      )
      .sort(),
    pipeline: pipeline && { ...pipeline, modified: undefined },
  };
}

describe('a deployment', () => {
  it('plans everything where there is nothing, and writes nothing while it plans', async () => {
    const requests = observe(clients);
    const { document } = await plan();
    expect(document.changes.map(({ kind, action }) => `${action} ${kind}`)).toEqual([
      'create bucket',
      'create job-spec-table',
      'create code',
      'create code',
      'create job-spec',
      'create job-spec',
      'create pipeline',
    ]);
    expect(requests.writes()).toEqual([]);
  });

  it('does what was planned, in an order that leaves former pipelines usable', async () => {
    const events: NdrEvent[] = [];
    const context = { ...contextOf(), reporter: (event: NdrEvent) => void events.push(event) };
    const planned = await planDeployment(context, await deploymentOf());
    await applyPlan(context, planned);
    const applied = events.flatMap((event) => (event.type === 'change-applied' ? [event] : []));
    const { changes } = planned.document;
    expect(applied.map(({ kind }) => kind)).toEqual(changes.map(({ kind }) => kind));
    // Code goes up several pieces at a time.
    const told = (of: readonly { action: string; name: string }[]) => of.map(({ action, name }) => `${action} ${name}`);
    expect(told(applied).sort()).toEqual(told(changes).sort());
  });

  it('makes no write call the second time', async () => {
    await deploy();
    const requests = observe(clients);
    await deploy();
    expect(requests.writes()).toEqual([]);
    expect(requests.operations).toContain('DescribePipeline');
    expect(await changesOf()).toEqual([]);
  });

  it.each<[string, SmallOptions, readonly string[], readonly string[]]>([
    ['code', { script: 'print("two")\n' }, ['code', 'pipeline'], ['PutObject', 'UpdatePipeline']],
    ['a setting of a step', { instanceType: 'ml.m5.large' }, ['pipeline'], ['UpdatePipeline']],
    ['a setting of a JobSpec', { settings: { short_session_seconds: 2 } }, ['job-spec'], ['TransactWriteItems']],
    ['a tag', { tags: { team: 'red' } }, ['pipeline'], ['AddTags']],
    ['parallelism', { parallelSteps: 3 }, ['pipeline'], ['UpdatePipeline']],
    ['a description', { description: 'other' }, ['pipeline'], ['UpdatePipeline']],
  ])('does exactly what one change of %s needs', async (_what, changed, kinds, writes) => {
    await deploy();
    expect((await changesOf(changed)).map(({ kind }) => kind)).toEqual(kinds);
    const requests = observe(clients);
    await deploy(changed);
    expect(requests.writes()).toEqual(writes);
    expect(await changesOf(changed)).toEqual([]);
  });

  it('shows each change field by field', async () => {
    await deploy({ tags: { team: 'red', cost: '1' } });
    const changes = await changesOf({
      instanceType: 'ml.m5.large',
      tags: { team: 'blue', cost: '1' },
      settings: { short_session_seconds: 2 },
    });
    expect(changes).toEqual([
      {
        kind: 'job-spec',
        name: 'p/v1/delta_builder',
        action: 'update',
        fields: [{ pointer: '/short_session_seconds', old: expect.any(Number) as number, new: 2 }],
      },
      {
        kind: 'pipeline',
        name: `small-${String(worlds)}`,
        action: 'update',
        fields: [
          {
            pointer: '/PipelineDefinition/Steps/Run/Arguments/ProcessingResources/ClusterConfig/InstanceType',
            old: 'ml.m5.xlarge',
            new: 'ml.m5.large',
          },
          { pointer: '/Tags/team', old: 'red', new: 'blue' },
        ],
      },
    ]);
  });

  it('keeps the tags of others', async () => {
    await deploy({ tags: { team: 'red' } });
    const { sagemaker } = clients;
    const name = `small-${String(worlds)}`;
    const { arn } = (await readPipeline(sagemaker, name)) ?? { arn: '' };
    await sagemaker.send(new AddTagsCommand({ ResourceArn: arn, Tags: [{ Key: 'theirs', Value: '1' }] }));
    await deploy({ tags: { team: 'blue' } });
    expect((await readPipeline(sagemaker, name))?.tags).toEqual({ team: 'blue', theirs: '1' });
  });

  it('goes back to its own when somebody changed a pipeline', async () => {
    await deploy();
    const before = await world();
    const PipelineName = `small-${String(worlds)}`;
    await clients.sagemaker.send(new UpdatePipelineCommand({ PipelineName, PipelineDefinition: '{"Steps":[]}' }));
    const [change] = await changesOf();
    expect(change).toMatchObject({
      action: 'update',
      fields: [{ pointer: '/PipelineDefinition', old: { Steps: [] } }],
    });
    await deploy();
    expect(await world()).toEqual(before);
  });

  it('refuses another account before it reads anything', async () => {
    environment = { ...environment, account: '999999999999' };
    const requests = observe(clients);
    await expect(plan()).rejects.toMatchObject({ code: 'aws.wrong-account' });
    expect(requests.operations).toEqual(['GetCallerIdentity']);
  });

  it('refuses an account whose bucket or table others should have made', async () => {
    environment = { ...environment, name: 'staging' };
    await expect(plan()).rejects.toMatchObject({ code: 'deploy.infrastructure-missing' });
    await clients.s3.send(new CreateBucketCommand({ Bucket: environment.bucket }));
    environment = { ...environment, infrastructure: 'cdk' };
    await expect(plan()).rejects.toMatchObject({
      code: 'deploy.infrastructure-missing',
      cause: expect.stringContaining(environment.table) as string,
    });
  });
});

describe('a plan that was kept', () => {
  const keep = async (options: SmallOptions = {}) =>
    parsePlan(JSON.stringify((await plan(options)).document), 'plan.json');

  it('is the same while nothing changes', async () => {
    const kept = await keep();
    expect(() => checkUnchanged(kept, kept, 'plan.json')).not.toThrow();
    const { document } = await plan();
    expect(() => checkUnchanged(kept, document, 'plan.json')).not.toThrow();
  });

  it('is stale once sources, account or its own changes are others', async () => {
    const stale = expect.objectContaining({ code: 'deploy.stale-plan', place: 'plan.json' }) as Error;
    const kept = await keep();
    const edited = (await plan({ instanceType: 'ml.m5.large' })).document;
    expect(() => checkUnchanged(kept, edited, 'plan.json')).toThrow(stale);
    await deploy();
    const done = (await plan()).document;
    expect(() => checkUnchanged(kept, done, 'plan.json')).toThrow(stale);
  });

  it.each(['', '{', '[]', '{"changes":[]}'])('is refused when it is %j', (text) => {
    expect(() => parsePlan(text, 'plan.json')).toThrow(
      expect.objectContaining({ code: 'deploy.invalid-plan', place: 'plan.json' }) as Error,
    );
  });
});

describe('two deployers at once', () => {
  it('of the same sources both succeed', async () => {
    const [one, other] = [newClients(), newClients()];
    meetBefore('TransactWriteItems', [one.dynamodb, other.dynamodb]);
    const [first, second] = await Promise.all([plan({}, one), plan({}, other)]);
    await Promise.all([applyPlan(contextOf(one), first), applyPlan(contextOf(other), second)]);
    expect(await changesOf()).toEqual([]);
  });

  it('of different JobSpecs one wins, and the other is told and has registered nothing', async () => {
    await deploy();
    const variants = [2, 3].map((seconds) => ({
      settings: { short_session_seconds: seconds },
      description: `by ${String(seconds)}`,
    }));
    const deployers = variants.map(() => newClients());
    meetBefore(
      'TransactWriteItems',
      deployers.map(({ dynamodb }) => dynamodb),
    );
    const plans = await Promise.all(variants.map((options, index) => plan(options, deployers[index])));
    const outcomes = await Promise.allSettled(plans.map((planned) => applyPlan(contextOf(), planned)));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = outcomes.find((outcome) => outcome.status === 'rejected');
    expect(lost?.reason).toMatchObject({ code: 'job-spec.conflict' });
    const winner = variants[outcomes.findIndex(({ status }) => status === 'fulfilled')] ?? {};
    expect(await changesOf(winner)).toEqual([]);
  });

  it('never overwrites a pipeline that somebody wrote after it was planned', async () => {
    await deploy();
    const planned = await plan({ instanceType: 'ml.m5.large' });
    const theirs = { PipelineName: `small-${String(worlds)}`, PipelineDescription: 'theirs' };
    await clients.sagemaker.send(new UpdatePipelineCommand(theirs));
    await expect(applyPlan(contextOf(), planned)).rejects.toMatchObject({ code: 'deploy.conflict' });
    expect((await readPipeline(clients.sagemaker, theirs.PipelineName))?.description).toBe('theirs');
  });
});

describe('faults at every call', () => {
  const before: SmallOptions = {};
  const after: SmallOptions = {
    script: 'print("two")\n',
    settings: { short_session_seconds: 2 },
    tags: { team: 'red' },
    instanceType: 'ml.m5.large',
  };

  /** Deploys `after` over `before` under a fault; answers what the account held before, then, and after a repetition. */
  async function interrupted(fault: FaultPlan) {
    environment = newEnvironment();
    await deploy(before);
    const old = await world();
    const faulty = newClients();
    const requests = observe(faulty, fault);
    const outcome = await deploy(after, faulty).then(
      () => undefined,
      (error: unknown) => error as { readonly code?: string },
    );
    const left = await world();
    await deploy(after);
    faulty.close();
    return { old, left, final: await world(), outcome, operations: requests.operations };
  }

  const codesOf: Readonly<Record<Fault, string>> = {
    throttled: 'aws.throttled',
    failed: 'aws.failed',
    timeout: 'aws.unreachable',
    'lost-answer': 'aws.unreachable',
    'expired-credentials': 'aws.credentials',
  };

  /** Each call; of each operation the first one alone for faults that are told apart from others by their name only. */
  const callsOf = (operations: readonly string[], which: 'all' | 'kinds'): readonly number[] =>
    [...operations.keys()].filter((at) => which === 'all' || operations.indexOf(operations[at] ?? '') === at);

  it.each<[Fault, 'all' | 'kinds']>([
    ['failed', 'all'],
    ['lost-answer', 'all'],
    ['expired-credentials', 'kinds'],
  ])(
    '%s from any call on: the JobSpecs are the old set or the new one, code is there before its pipeline, and a repetition finishes',
    async (fault, which) => {
      const whole = await interrupted({ fault, at: Infinity, lasting: true });
      expect(whole.outcome).toBeUndefined();
      for (const at of callsOf(whole.operations, which)) {
        const { old, left, final, outcome } = await interrupted({ fault, at, lasting: true });
        expect(outcome).toMatchObject({ code: codesOf[fault] });
        expect([JSON.stringify(old.specs), JSON.stringify(final.specs)]).toContain(JSON.stringify(left.specs));
        const isNew = JSON.stringify(left.pipeline).includes('ml.m5.large');
        expect(isNew).toBe(
          isNew && left.objects.length === final.objects.length && left.specs.join() === final.specs.join(),
        );
        expect(normalized(final)).toEqual(normalized(whole.final));
      }
    },
  );

  it.each<[Fault, 'all' | 'kinds']>([
    ['lost-answer', 'all'],
    ['throttled', 'kinds'],
    ['timeout', 'kinds'],
  ])('%s once, at any call: it is repeated', async (fault, which) => {
    const whole = await interrupted({ fault, at: Infinity, lasting: false });
    for (const at of callsOf(whole.operations, which)) {
      const { left, outcome } = await interrupted({ fault, at, lasting: false });
      expect(outcome).toBeUndefined();
      expect(normalized(left)).toEqual(normalized(whole.final));
    }
  });

  /** Names that hold the number of the world, made equal. */
  const normalized = (state: Awaited<ReturnType<typeof world>>): unknown =>
    JSON.parse(JSON.stringify(state).replaceAll(/(small|bucket|table)-\d+/g, '$1'));
});
