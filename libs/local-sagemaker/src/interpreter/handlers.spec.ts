import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Json } from '@ndr/core';
import { definition, get, type StepJson, type TestStep } from '../testing/definitions';
import { completed, InterpreterRun, type TestOptions } from '../testing/interpreter-run';
import { processesWith } from '../testing/processes';

// Real processes, on a machine that may be busy.
jest.setTimeout(120_000);

let local: InterpreterRun;
const open = (options: TestOptions = {}) => {
  local = new InterpreterRun(options);
};
beforeEach(() => open());
afterEach(() => local.close());

const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:double';
const lambda = (Arguments: Json, outputs: Readonly<Record<string, string>> = {}): StepJson => ({
  ...{ Name: 'Call', Type: 'Lambda', FunctionArn: functionArn, Arguments },
  OutputParameters: Object.entries(outputs).map(([OutputName, OutputType]) => ({ OutputName, OutputType })),
});
/** A step that shows what it gets; see `shown`. */
const show = (...values: Json[]): TestStep => ({
  ...{ name: 'Show', entrypoint: ['show'] },
  environment: Object.fromEntries(values.map((value, index) => [`V${index}`, value])),
});
function shown(): Json[] {
  const seen: Json[] = [];
  local.jobs.set('show', ({ job }) => {
    seen.push(...Object.values(job.Environment));
    return Promise.resolve(completed);
  });
  return seen;
}
const textOf = (reference: string): Json => ({ 'Std:Join': { On: '', Values: [get(reference)] } });
const double = `
def lambda_handler(event, context):
    print("doubling", event["n"])
    return {"twice": 2 * event["n"], "who": context.function_name, "rest": [1]}
`;

describe('a Lambda step', () => {
  it('calls the Python function of its name, and hands its outputs on with their types', async () => {
    local.handler('lambda/double.py', double);
    const seen = shown();
    const outputs = ['twice', 'who'].map((name) => textOf(`Steps.Call.OutputParameters['${name}']`));
    const { arn, status } = await local.run(
      definition(
        [lambda({ n: get('Parameters.N') }, { twice: 'Integer', who: 'String' }), show(...outputs)],
        [{ Name: 'N', Type: 'Integer', DefaultValue: 21 }],
      ),
    );
    expect([status, seen]).toEqual(['Succeeded', ['42', 'double']]);
    expect(local.step(arn, 'Call').metadata).toEqual({
      Lambda: {
        Arn: functionArn,
        OutputParameters: [
          { Name: 'twice', Value: '42' },
          { Name: 'who', Value: 'double' },
        ],
      },
    });
    expect(readFileSync(local.step(arn, 'Call').logFile ?? '', 'utf8')).toBe('doubling 21\n');
  });

  it.each([
    ['ES module', 'mjs', 'export const handler = async (event) => ({ twice: event.n * 2 });'],
    ['CommonJS module', 'cjs', 'exports.handler = (event) => ({ twice: event.n * 2 });'],
  ])('calls the function of an %s', async (_, ending, text) => {
    local.handler(`lambda/double.${ending}`, text);
    const { arn } = await local.run(definition([lambda({ n: 2 }, { twice: 'Float' })]));
    expect(local.step(arn, 'Call').properties).toEqual({ OutputParameters: { twice: 4 } });
  });

  it.each([
    ['raises an error', 'def handler(event, context):\n    raise ValueError("too small")', 'ValueError: too small'],
    ['exits', 'import os\nos._exit(3)', 'Runtime.ExitError: it ended with 3'],
    ['is not there', 'x = 1', /AttributeError: .*has no function lambda_handler or handler/],
    ['lacks an output', 'def handler(event, context):\n    return {}', /the output twice is missing/],
    [
      'answers another type',
      'def handler(event, context):\n    return {"twice": "two"}',
      /the output twice is no Integer/,
    ],
    ['answers no JSON', 'def handler(event, context):\n    return {1, 2}', /TypeError: .*not JSON serializable/],
  ])('fails when its function %s', async (_, text, reason) => {
    local.handler('lambda/double.py', text);
    const { arn, status } = await local.run(definition([lambda({}, { twice: 'Integer' })]));
    expect(status).toBe('Failed');
    expect(local.step(arn, 'Call').failureReason).toMatch(reason);
  });

  it('is tried again after a fault of the service', async () => {
    const once = `
import pathlib
def handler(event, context):
    mark = pathlib.Path(__file__).with_suffix(".mark")
    if not mark.exists():
        mark.touch()
        raise type("ThrottlingException", (Exception,), {})("slow down")
    return {}
`;
    local.handler('lambda/double.py', once);
    const { arn, status } = await local.run(definition([lambda({})]));
    expect([status, local.step(arn, 'Call').attemptCount]).toEqual(['Succeeded', 2]);
  });

  it('fails, and what it started ends, when it runs too long', async () => {
    await local.close();
    open({ lambdaTimeoutMs: 1500 });
    local.handler(
      'lambda/double.py',
      'import time\ndef handler(event, context):\n    print("here", flush=True)\n    time.sleep(60)',
    );
    const started = Date.now();
    const { arn } = await local.run(definition([lambda({})]));
    expect(local.step(arn, 'Call').failureReason).toBe('the function did not end within 1.5 seconds');
    expect(Date.now() - started).toBeLessThan(30_000);
  });

  it('ends by itself when the execution stops, which is stopped then', async () => {
    const slow =
      'import time\ndef handler(event, context):\n    print("here", flush=True)\n    time.sleep(0.5)\n    return {"twice": 1}';
    local.handler('lambda/double.py', slow);
    const next: TestStep = { name: 'Next', entrypoint: ['true'], dependsOn: ['Call'] };
    const { arn, done } = local.start(definition([lambda({}, { twice: 'Integer' }), next]));
    while (!local.executions.steps(arn)[0]?.logFile) await delay(10);
    await delay(50);
    local.interpreter.stop(arn);
    expect((await done).status).toBe('Stopped');
    expect(local.statuses(arn)).toEqual({ Call: 'Succeeded' });
  });

  it('cannot be led to a file by its name', () => {
    const step = { Name: 'Call', Type: 'Lambda', FunctionArn: '../../secret' };
    expect(() => local.start(definition([step]))).toThrow(/local\.unsupported/);
  });
});

describe('a step of a type that a handler file stands for', () => {
  const train: StepJson = {
    Name: 'Train',
    Type: 'Training',
    Arguments: { RoleArn: 'r', HyperParameters: { depth: '3' } },
  };

  it('runs it with the request that SageMaker would get, and tells what it answers as properties', async () => {
    local.handler(
      'steps/Training.py',
      `
def handler(event, context):
    depth = event["Request"]["HyperParameters"]["depth"]
    return {"ModelArtifacts": {"S3ModelArtifacts": f"s3://models/{event['StepName']}-{depth}"}}
`,
    );
    const seen = shown();
    const references = ['ModelArtifacts.S3ModelArtifacts', 'TrainingJobStatus', 'HyperParameters.depth'];
    const { arn, status } = await local.run(
      definition([train, show(...references.map((path) => get(`Steps.Train.${path}`)))]),
    );
    expect([status, seen]).toEqual(['Succeeded', ['s3://models/Train-3', 'Completed', '3']]);
    expect(local.step(arn, 'Train').metadata).toEqual({
      TrainingJob: { Arn: expect.stringMatching(/^arn:aws:sagemaker:us-east-1:123456789012:training-job\/pipelines-/) },
    });
  });

  it('is tried again by its policies, when the handler fails in the words of SageMaker', async () => {
    local.handler(
      'steps/Training.mjs',
      `
import { existsSync, writeFileSync } from 'node:fs';
export function handler() {
  const mark = new URL('mark', import.meta.url);
  if (existsSync(mark)) return {};
  writeFileSync(mark, '');
  throw new Error('CapacityError: no such machine');
}
`,
    );
    const RetryPolicies = [{ ExceptionType: ['SageMaker.CAPACITY_ERROR'], IntervalSeconds: 0, MaxAttempts: 1 }];
    const { arn, status } = await local.run(definition([{ ...train, RetryPolicies }]));
    expect([status, local.step(arn, 'Train').attemptCount]).toEqual(['Succeeded', 2]);
  });

  it.each([
    ['Transform', { TransformJob: { Arn: expect.stringContaining(':transform-job/') } }],
    ['Tuning', { TuningJob: { Arn: expect.stringContaining(':hyper-parameter-tuning-job/') } }],
    ['Model', { Model: { Arn: expect.stringContaining(':model/') } }],
    ['RegisterModel', { RegisterModel: { Arn: 'arn:aws:sagemaker:us-east-1:123456789012:model-package/spam/1' } }],
  ])('says what a %s step made, as SageMaker does', async (Type, metadata) => {
    local.handler(`steps/${Type}.py`, 'def handler(event, context):\n    return None');
    const { arn } = await local.run(definition([{ Name: 'Make', Type, Arguments: { ModelPackageGroupName: 'spam' } }]));
    expect(local.step(arn, 'Make')).toMatchObject({ status: 'Succeeded', metadata });
  });

  it('leaves no process behind, not one of another session', async () => {
    const mark = `${process.pid}88`;
    local.handler(
      'steps/Training.py',
      `import subprocess\ndef handler(event, context):\n    subprocess.Popen(["sleep", "${mark}"], start_new_session=True)`,
    );
    expect((await local.run(definition([train]))).status).toBe('Succeeded');
    expect(processesWith('sleep', mark)).toEqual([]);
  });

  it('ends when the execution stops', async () => {
    local.handler(
      'steps/Training.py',
      'import time\ndef handler(event, context):\n    print("here", flush=True)\n    time.sleep(60)',
    );
    const { arn, done } = local.start(definition([train]));
    while (!local.executions.steps(arn)[0]?.logFile) await delay(10);
    await delay(100);
    local.interpreter.stop(arn);
    expect((await done).status).toBe('Stopped');
  });
});
