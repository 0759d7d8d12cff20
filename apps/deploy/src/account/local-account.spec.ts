import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { createClients, upsertPipeline, s3ObjectStore, type AwsClients } from '@ndr/aws';
import {
  failStep,
  noValue,
  pipelineScope,
  processingStep,
  silent,
  stringParameter,
  synth,
  type Parameter,
  type Step,
} from '@ndr/core';
import {
  ensurePythonEnvironment,
  openLocalSagemaker,
  readLocalStatus,
  type LocalSagemaker,
} from '@ndr/local-sagemaker';
import { buildFgBBaselinePipeline, buildNdr15mPipelineWithPairs } from '@ndr/pipelines';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Command } from '../command-line/command';
import { baselinesCommand } from '../commands/baselines';
import { batchesRecordCommand } from '../commands/batches-record';
import { deployCommand } from '../commands/deploy';
import { describeCommand } from '../commands/describe';
import { destroyCommand } from '../commands/destroy';
import { importCommand } from '../commands/import';
import { jobSpecsInitCommand } from '../commands/job-specs-init';
import { listCommand } from '../commands/list';
import { logsCommand } from '../commands/logs';
import { pipelinesRollbackCommand } from '../commands/pipelines-rollback';
import { pipelinesVersionsCommand } from '../commands/pipelines-versions';
import { planCommand } from '../commands/plan';
import { retryCommand } from '../commands/retry';
import { runBatchCommand } from '../commands/run-batch';
import { startCommand } from '../commands/start';
import { stopCommand } from '../commands/stop';
import { watchCommand } from '../commands/watch';
import type { Context } from '../context';
import { createOutput } from '../render/output';

// Servers start, and jobs run, on a machine that may be busy.
jest.setTimeout(120_000);

const workspaceRoot = join(__dirname, '../../../..');
const roleArn = 'arn:aws:iam::123456789012:role/ndr-local';

let stateFolder: string;
let server: LocalSagemaker;
let clients: AwsClients;
beforeAll(async () => {
  stateFolder = mkdtempSync(join(tmpdir(), 'ndr-account-'));
  const environment = await ensurePythonEnvironment({ workspaceRoot });
  server = await openLocalSagemaker({
    ...{ stateFolder, environment, announce: true, buckets: ['ndr-local'], stopGraceMs: 500 },
  });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  clients = createClients({ region: server.server.region, endpoint: server.server.endpoint, credentials });
  await server.ready;
});
afterAll(async () => {
  clients.close();
  await server.close();
  rmSync(stateFolder, { recursive: true, force: true });
});

/** Runs a command in this process; answers its exit code, or the code of its error, and what it answered. */
async function run(command: Command, options: Record<string, unknown> = {}, place: Partial<Context> = {}) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const context: Context = {
    ...{ workspaceRoot, stateFolder, environmentName: 'local', reporter: silent },
    output: createOutput({ json: true, streams: false, stdout, stderr }),
    signal: new AbortController().signal,
    ...place,
  };
  try {
    const code = await command.run(command.options.parse(options), context);
    const said = String(stdout.read() ?? '');
    return { code, text: said, answer: (said.startsWith('{') ? JSON.parse(said) : {}) as Record<string, unknown> };
  } catch (error) {
    const answer: Record<string, unknown> = {};
    return { code: (error as { readonly code?: string }).code, text: String(error), answer };
  }
}

const changesOf = async () => {
  const { code, answer } = await run(planCommand);
  const changes = answer.changes as { readonly kind: string; readonly name: string; readonly action: string }[];
  return { code, changes: changes.map(({ kind, name, action }) => `${action} ${kind} ${name}`) };
};

describe('ndr plan and deploy', () => {
  const file = () => join(stateFolder, 'job-specs/p/v1/delta_builder.yaml');
  const edit = (from: RegExp, to: string) => writeFileSync(file(), readFileSync(file(), 'utf8').replace(from, to));

  beforeAll(async () => {
    await run(jobSpecsInitCommand, { project: 'p', version: 'v1' });
  });

  it('plans everything, deploys it, and then there is nothing left to do', async () => {
    const before = await changesOf();
    expect(before.code).toBe(2);
    expect(before.changes).toEqual(
      expect.arrayContaining(['create job-spec p/v1/fg_b_builder', 'create pipeline ndr-15m-pipeline']),
    );
    expect(await run(deployCommand, { yes: true })).toMatchObject({ code: 0 });
    expect(await changesOf()).toEqual({ code: 0, changes: [] });
    expect((await run(listCommand)).answer.pipelines).toMatchObject([
      { name: 'ndr-15m-pipeline' },
      { name: 'ndr-fg-b-pipeline' },
    ]);
  });

  it('plans a changed setting alone, and deploys what a kept plan says', async () => {
    edit(/short_session_seconds: .*/, 'short_session_seconds: 9');
    const { text } = await run(planCommand);
    const plan = join(stateFolder, 'plan.json');
    writeFileSync(plan, text);
    expect((await changesOf()).changes).toEqual(['update job-spec p/v1/delta_builder']);
    expect(await run(deployCommand, { yes: true, plan })).toMatchObject({ code: 0 });
    expect((await changesOf()).changes).toEqual([]);
    expect(await run(deployCommand, { yes: true, plan })).toMatchObject({ code: 'deploy.stale-plan' });
  });

  it('asks before it changes anything, and refuses where nobody can be asked', async () => {
    edit(/short_session_seconds: .*/, 'short_session_seconds: 8');
    expect(await run(deployCommand)).toMatchObject({ code: 'deploy.not-confirmed' });
    expect((await changesOf()).changes).toEqual(['update job-spec p/v1/delta_builder']);
  });

  it('refuses JobSpecs that do not fit together', async () => {
    const fitting = readFileSync(file(), 'utf8');
    edit(/(deltas:\n(?: +#.*\n)*\s+s3_prefix:).*/, '$1 s3://${bucket}/elsewhere/');
    expect(await run(deployCommand, { yes: true })).toMatchObject({ code: 'job-spec.misaligned' });
    writeFileSync(file(), fitting);
  });
});

const word = stringParameter('Word', { default: 'hello' });

/** Puts a pipeline of shell scripts, a step each, one after the other, as others would. */
const put = (name: string, ...scripts: readonly string[]) => putWith(name, [word], scripts);

/** Runs the program until it says that a step runs, then interrupts it; answers what it said, and how it ended. */
async function interrupted(state: string, ...words: readonly string[]) {
  const program = join(workspaceRoot, 'apps/deploy/bin/ndr.js');
  const running = spawn(process.execPath, [program, ...words, '--state', state, '--no-color']);
  const [said, ended] = [text(running.stdout), once(running, 'exit')];
  for await (const line of createInterface({ input: running.stderr })) {
    if (line.includes('Step0  executing')) running.kill('SIGINT');
  }
  return { said: await said, ended: await ended };
}

/** As `put`; the scripts get the values of `parameters` as arguments. */
async function putWith(name: string, parameters: readonly Parameter[], scripts: readonly string[]): Promise<void> {
  const { pipeline, json } = definitionOf(name, parameters, scripts);
  await upsertPipeline(clients.sagemaker, s3ObjectStore(clients.s3), pipeline, json, roleArn);
}

function definitionOf(name: string, parameters: readonly Parameter[], scripts: readonly string[]) {
  const steps = scripts.map((script, index): Step =>
    processingStep(`Step${String(index)}`, {
      processor: {
        image: 'ndr-local/spark:3.5',
        instanceType: 'ml.m5.large',
        instanceCount: 1,
        volumeSizeInGb: 1,
        roleArn,
      },
      entrypoint: ['/bin/sh', '-c', script, 'sh'],
      arguments: parameters,
      dependsOn: index === 0 ? [] : [`Step${String(index - 1)}`],
    }),
  );
  const pipeline = pipelineScope(name).pipeline({
    parameters,
    steps,
    codeLocation: { bucket: 'ndr-local', prefix: name },
  });
  return { pipeline, json: synth(pipeline, { assets: {} }).json };
}

const start = async (pipeline: string, options: Record<string, unknown> = {}) =>
  String((await run(startCommand, { pipeline, ...options })).answer.arn);

describe('executions', () => {
  it('are started, watched, listed, described, and their logs read', async () => {
    await put('works', 'echo "$1 one"', 'echo "$1 two"');
    const arn = await start('works', { param: ['Word=good'], displayName: 'mine' });
    const watched = await run(watchCommand, { arn });
    expect(watched).toMatchObject({ code: 0, answer: { status: 'Succeeded', displayName: 'mine' } });
    expect((await run(listCommand, { pipeline: 'works' })).answer.executions).toMatchObject([{ arn }]);
    expect((await run(describeCommand, { arn })).answer).toMatchObject({
      status: 'Succeeded',
      parameters: { Word: 'good' },
      steps: [{ name: 'Step0' }, { name: 'Step1' }],
    });
    const { logs } = (await run(logsCommand, { arn, step: 'Step1' })).answer as {
      logs: { lines: { text: string }[] }[];
    };
    expect(logs.flatMap(({ lines }) => lines.map(({ text }) => text))).toContain('good two');
  });

  it('end a watching command with 1 and the last lines of the step that failed', async () => {
    await put('fails', 'echo the reason; exit 3');
    const { code, answer } = await run(startCommand, { pipeline: 'fails', wait: true });
    expect(code).toBe(1);
    expect(answer).toMatchObject({
      status: 'Failed',
      logTails: { Step0: expect.arrayContaining(['the reason']) as string[] },
    });
  });

  it('end it with 3 when the time is up, and with 2 when they are stopped; a retry goes on', async () => {
    const flag = join(stateFolder, 'flag');
    await put('waits', `test -e ${flag} || sleep 60`);
    const arn = await start('waits');
    expect(await run(watchCommand, { arn, timeout: 1 })).toMatchObject({ code: 3, answer: { status: 'Executing' } });
    expect(await run(stopCommand, { arn, wait: true })).toMatchObject({ code: 2, answer: { status: 'Stopped' } });
    expect((await run(stopCommand, { arn })).answer).toMatchObject({ asked: false });
    writeFileSync(flag, '');
    expect(await run(retryCommand, { arn, wait: true })).toMatchObject({ code: 0, answer: { status: 'Succeeded' } });
  });

  it('go on when the command that watches them is interrupted, which says how to watch on', async () => {
    const flag = join(stateFolder, 'watched-on');
    await put('watched', `until test -e ${flag}; do sleep 0.1; done`);
    const arn = await start('watched');
    expect(await interrupted(stateFolder, 'watch', arn)).toEqual({
      said: `It goes on. To watch on, or to stop it:\n  ndr watch ${arn}\n  ndr stop ${arn}\n`,
      ended: [2, null],
    });
    expect((await run(describeCommand, { arn })).answer).toMatchObject({ status: 'Executing' });
    writeFileSync(flag, '');
    expect(await run(watchCommand, { arn })).toMatchObject({ code: 0, answer: { arn, status: 'Succeeded' } });
  });

  it('are stopped with the command when no server would go on with them, which says how to go on', async () => {
    const other = mkdtempSync(join(tmpdir(), 'ndr-alone-'));
    const environment = await ensurePythonEnvironment({ workspaceRoot });
    const former = await openLocalSagemaker({ stateFolder: other, environment, announce: true });
    await former.upsertPipeline('waits', definitionOf('waits', [], ['sleep 60']).json);
    const execution = await former.startExecution('waits', { parameters: {} });
    await execution.stop();
    await former.close();
    const { arn } = execution;
    expect(await interrupted(other, 'retry', arn, '--wait')).toEqual({
      said: `It was stopped; what its steps had committed stays. To go on:\n  ndr retry ${arn} --wait\n`,
      ended: [2, null],
    });
    const { executions } = readLocalStatus(other);
    expect(executions).toMatchObject([{ arn, status: 'Stopped' }]);
    rmSync(other, { recursive: true, force: true });
  });

  it('are started once under a token', async () => {
    await put('once', 'true');
    const arns = [await start('once', { token: 'nightly' }), await start('once', { token: 'nightly' })];
    expect(new Set(arns).size).toBe(1);
    expect(await start('once', { token: 'weekly' })).not.toBe(arns[0]);
  });

  it('run selected steps, with the results of the newest execution in which the others succeeded', async () => {
    await put('selects', 'echo one', 'echo two', 'echo three');
    expect(await run(startCommand, { pipeline: 'selects', select: 'Step2' })).toMatchObject({
      code: 'execution.no-source',
    });
    await run(startCommand, { pipeline: 'selects', wait: true });
    const { answer } = await run(startCommand, { pipeline: 'selects', select: 'Step1..Step2', wait: true });
    expect(answer).toMatchObject({ status: 'Succeeded', selectedSteps: ['Step1', 'Step2'] });
    await put('selects', 'false', 'echo two', 'echo three');
    expect(await run(startCommand, { pipeline: 'selects', wait: true })).toMatchObject({
      answer: { status: 'Failed' },
    });
    expect(await run(startCommand, { pipeline: 'selects', select: 'Step2', wait: true })).toMatchObject({
      answer: { status: 'Succeeded', selectedSteps: ['Step2'] },
    });
  });

  it.each([
    [{ pipeline: 'absent' }, 'deploy.no-such-pipeline'],
    [{ pipeline: 'once', param: ['Other=1'] }, 'parameter.unknown'],
    [{ pipeline: 'once', select: 'Step9' }, 'selection.unknown-step'],
  ])('are refused: %j', async (options, code) => {
    expect(await run(startCommand, options)).toMatchObject({ code });
  });

  it('need a server that goes on, unless the command waits for them', async () => {
    const other = mkdtempSync(join(tmpdir(), 'ndr-nobody-'));
    const param = ['ProjectName=p', 'FeatureSpecVersion=v1', `BaselineEndTsIso=${noValue}`];
    const { code } = await run(startCommand, { pipeline: 'ndr-fg-b-pipeline', param }, { stateFolder: other });
    expect(code).toBe('local.no-server');
    rmSync(other, { recursive: true, force: true });
  });
});

describe('pipelines that are there', () => {
  it('go back to a version, and forward by the next', async () => {
    await put('turns', 'echo one');
    await put('turns', 'echo two');
    const versions = async () =>
      (await run(pipelinesVersionsCommand, { pipeline: 'turns' })).answer.versions as unknown[];
    expect(await versions()).toHaveLength(2);
    const { answer } = await run(pipelinesRollbackCommand, { pipeline: 'turns', to: 1, yes: true });
    expect(answer.changes).toMatchObject([{ name: 'turns', action: 'update' }]);
    expect(await versions()).toHaveLength(3);
    expect((await run(importCommand, { file: 'turns' })).text).toContain('echo one');
    expect((await run(importCommand, { file: 'turns', pipelineVersion: 2 })).text).toContain('echo two');
  });

  it('are started in a version by what that version takes', async () => {
    await putWith('renamed', [stringParameter('Old', { default: 'x' })], ['echo old']);
    await putWith('renamed', [stringParameter('New', { default: 'x' })], ['echo new']);
    const named = { pipeline: 'renamed', param: ['Old=y'] };
    expect(await run(startCommand, named)).toMatchObject({ code: 'parameter.unknown' });
    expect(await run(startCommand, { ...named, pipelineVersion: 1 })).toMatchObject({ code: 0 });
  });

  it('take a definition that is too large for a request', async () => {
    const message = 'x'.repeat(100);
    const steps = Array.from({ length: 49 }, (_, index) => failStep(`Stop${String(index)}`, { errorMessage: message }));
    const parts = { parameters: [], steps, codeLocation: { bucket: 'ndr-local', prefix: 'large' } };
    const pipeline = pipelineScope('large').pipeline({
      ...parts,
      members: { Metadata: { More: 'y'.repeat(110_000) } },
    });
    const { json } = synth(pipeline, { assets: {} });
    const upsert = () => upsertPipeline(clients.sagemaker, s3ObjectStore(clients.s3), pipeline, json, roleArn);
    expect(await upsert()).toMatchObject({ action: 'created' });
    expect(await upsert()).toMatchObject({ action: 'unchanged' });
  });

  it('are destroyed when nothing runs', async () => {
    const arn = await start('works');
    await run(watchCommand, { arn });
    expect((await run(destroyCommand, { yes: true })).answer.changes).toMatchObject([
      { name: 'ndr-15m-pipeline', action: 'delete' },
      { name: 'ndr-fg-b-pipeline', action: 'delete' },
    ]);
    expect((await run(destroyCommand, { yes: true })).answer.changes).toEqual([]);
  });
});

describe('an environment of an account', () => {
  // The server stands in for AWS, which clients of an account find by the usual variables.
  const aws = () => ({
    AWS_ENDPOINT_URL: server.server.endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
  const former = { ...process.env };
  let account: Partial<Context>;
  beforeAll(() => {
    const root = join(stateFolder, 'workspace');
    const environments = join(root, 'apps/deploy/environments');
    mkdirSync(environments, { recursive: true });
    const staging = [
      `account: '123456789012'\nregion: us-east-1\nrole: ${roleArn}\nbucket: ndr-local\ntable: staging-job-specs`,
      'parameters: { ProcessingImageUri: ndr-local/spark:3.5, ProcessingInstanceType: ml.m5.large }\n',
    ].join('\n');
    writeFileSync(join(environments, 'staging.yaml'), staging);
    writeFileSync(join(environments, 'production.yaml'), staging.replaceAll('123456789012', '210987654321'));
    account = { workspaceRoot: root, environmentName: 'staging' };
    Object.assign(process.env, aws());
  });
  afterAll(() => {
    for (const name of Object.keys(aws())) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, former);
  });

  const named = { project: 'p', version: 'v1' };
  const options = { roleArn, region: 'us-east-1', defaultBucket: 'ndr-local' };
  const logOf = async (arn: unknown) => {
    const { answer } = await run(logsCommand, { arn }, account);
    const logs = answer.logs as { lines: { text: string }[] }[];
    return logs.flatMap(({ lines }) => lines.map((line) => line.text)).join();
  };

  it('runs batches and baselines with its values, starting what the account holds, and writes nothing', async () => {
    const batches = buildNdr15mPipelineWithPairs(options);
    const baselines = buildFgBBaselinePipeline(options);
    for (const { name, parameters } of [batches, baselines]) await putWith(name, parameters, ['echo "$*"']);

    const day = { start: '2024-04-19T00:00:00Z', end: '2024-04-20T00:00:00Z' };
    const ofBatches = await run(runBatchCommand, { ...named, ...day, range: true }, account);
    expect(ofBatches).toMatchObject({ code: 0, answer: { pipeline: batches.name, status: 'Succeeded' } });
    expect(await logOf(ofBatches.answer.arn)).toBe(
      `p v1 RANGE ${day.start} ${day.end} ndr-local/spark:3.5 ml.m5.large 1`,
    );

    const ofBaselines = await run(baselinesCommand, { ...named, horizon: 'both', end: day.end }, account);
    expect(ofBaselines).toMatchObject({ code: 0, answer: { pipeline: baselines.name, status: 'Succeeded' } });
    expect(await logOf(ofBaselines.answer.arn)).toBe(
      `p v1 both REGULAR ${day.end} ${noValue} ${noValue} ndr-local/spark:3.5 ml.m5.large 1`,
    );
    const { TableNames } = await clients.dynamodb.send(new ListTablesCommand({}));
    expect(TableNames).not.toContain('staging-job-specs');
  });

  it('ends a waiting command with 3 when the time is up, and with 1 when the execution fails', async () => {
    const { name, parameters } = buildFgBBaselinePipeline(options);
    await putWith(name, parameters, ['sleep 60']);
    const late = await run(baselinesCommand, { ...named, timeout: 1 }, account);
    expect(late).toMatchObject({ code: 3, answer: { status: 'Executing' } });
    await run(stopCommand, { arn: late.answer.arn, wait: true }, account);
    await putWith(name, parameters, ['exit 3']);
    expect(await run(baselinesCommand, named, account)).toMatchObject({ code: 1, answer: { status: 'Failed' } });
  });

  it('refuses credentials of another account', async () => {
    const production = { ...account, environmentName: 'production' };
    expect(await run(baselinesCommand, named, production)).toMatchObject({ code: 'aws.wrong-account' });
    expect(await run(listCommand, {}, production)).toMatchObject({ code: 'aws.wrong-account' });
  });

  it('refuses a value that the pipeline does not take before it asks for anything', async () => {
    const nowhere = { ...account, environmentName: 'nowhere' };
    const wrong = { ...named, param: ['ProcessingInstanceCount=many'] };
    expect(await run(baselinesCommand, wrong, account)).toMatchObject({ code: 'parameter.not-allowed' });
    expect(await run(baselinesCommand, named, nowhere)).toMatchObject({ code: 'environment.missing' });
  });
});

it('records batches that something else wrote', async () => {
  const folder = join(stateFolder, 'buckets/ndr-local/q/integration/20240419T0015Z');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'rows.jsonl'), '{}\n');
  const options = { project: 'q', version: 'v1', pattern: '(?<start>\\d{8}T\\d{4}Z)' };
  expect((await run(batchesRecordCommand, options)).answer).toMatchObject({ written: ['20240419T0015Z'] });
  const record = join(folder, '../_batches/20240419T0015Z.json');
  expect(JSON.parse(readFileSync(record, 'utf8'))).toMatchObject({ batch_end: '2024-04-19T00:30:00Z' });
  expect((await run(batchesRecordCommand, options)).answer).toMatchObject({ written: [], kept: ['20240419T0015Z'] });
});
