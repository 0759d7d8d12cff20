import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { definition, get, join, shellStep } from '../testing/definitions';
import { LocalRun, logOf, stepOf } from '../testing/local-run';
import type { LocalSagemakerOptions } from '../local-sagemaker';

// Real processes, on a machine that may be busy.
jest.setTimeout(120_000);

describe('an execution', () => {
  let local: LocalRun;
  let jvmOfJob: LocalSagemakerOptions['jvmOfJob'];
  beforeEach(async () => {
    jvmOfJob = undefined;
    local = await LocalRun.open({ jvmOfJob: async (...job) => (await jvmOfJob?.(...job)) ?? 'long' });
  });
  afterEach(() => local.close());

  it('hands parameters to a job: overrides, defaults, joins of every type', async () => {
    const result = await local.run(
      definition(
        [
          {
            name: 'Echo',
            entrypoint: ['/bin/echo'],
            arguments: [
              get('Parameters.Text'),
              join('', get('Parameters.Count'), '|', get('Parameters.Ratio'), '|', get('Parameters.Flag')),
              join('/', 's3:/', join('-', get('Parameters.Text'), 'x')),
            ],
          },
        ],
        [
          { Name: 'Text', Type: 'String', DefaultValue: 'default' },
          { Name: 'Count', Type: 'Integer', DefaultValue: 1 },
          { Name: 'Ratio', Type: 'Float', DefaultValue: 0.5 },
          { Name: 'Flag', Type: 'Boolean', DefaultValue: true },
        ],
      ),
      { Text: 'given', Count: '7' },
    );
    expect(result.status).toBe('Succeeded');
    expect(await logOf(result, 'Echo')).toBe('given 7|0.5|true s3://given-x\n');
  });

  it('hands the facts of the execution to a job', async () => {
    const names = ['PipelineName', 'PipelineArn', 'PipelineExecutionId', 'PipelineExecutionArn', 'StartDateTime'];
    const result = await local.run(
      definition([
        { name: 'Echo', entrypoint: ['/bin/echo'], arguments: names.map((name) => get(`Execution.${name}`)) },
      ]),
    );
    const [name, arn, id, executionArn, start] = (await logOf(result, 'Echo')).trim().split(' ');
    expect([name, `${arn ?? ''}/execution/${id ?? ''}`, executionArn]).toEqual(['test', result.arn, result.arn]);
    expect(new Date(start ?? '').toISOString()).toBe(start);
  });

  it('starts a step that uses the output of another when that has succeeded, in whatever order they stand', async () => {
    const output = "Steps.First.ProcessingOutputConfig.Outputs['out'].S3Output.S3Uri";
    const result = await local.run(
      definition([
        shellStep('Second', 'cat /opt/ml/processing/input/in/file; echo $JOB', {
          inputs: [{ name: 'in', uri: get(output) }],
          environment: { JOB: get('Steps.First.ProcessingJobStatus') },
        }),
        shellStep('First', 'sleep 0.2; echo made > /opt/ml/processing/output/out/file', {
          outputs: { out: 's3://bucket-a/made' },
        }),
      ]),
    );
    expect(result.status).toBe('Succeeded');
    expect(await logOf(result, 'Second')).toBe('made\nCompleted\n');
  });

  it('runs steps beside each other that do not wait for each other', async () => {
    const result = await local.run(
      definition([
        shellStep('One', 'sleep 1'),
        shellStep('Two', 'sleep 1'),
        shellStep('Three', '', { dependsOn: ['One'] }),
      ]),
    );
    expect(stepOf(result, 'Two').startTime < (stepOf(result, 'One').endTime ?? '')).toBe(true);
    expect(stepOf(result, 'One').startTime < (stepOf(result, 'Two').endTime ?? '')).toBe(true);
    expect(stepOf(result, 'Three').startTime >= (stepOf(result, 'One').endTime ?? '')).toBe(true);
  });

  it('fails with a failing step: what runs ends, and nothing else starts', async () => {
    const result = await local.run(
      definition([
        shellStep('Bad', 'echo the disk is on fire > /opt/ml/output/message; exit 3'),
        shellStep('Long', 'sleep 0.5'),
        shellStep('AfterBad', '', { dependsOn: ['Bad'] }),
        shellStep('AfterLong', '', { dependsOn: ['Long'] }),
      ]),
    );
    expect(result.status).toBe('Failed');
    expect(result.failureReason).toBe('Step failure: One or multiple steps failed.');
    expect(result.steps.map(({ name, status }) => [name, status])).toEqual([
      ['Bad', 'Failed'],
      ['Long', 'Succeeded'],
    ]);
    expect(stepOf(result, 'Bad').failureReason).toBe('AlgorithmError: the disk is on fire, exit code: 3');
  });

  it('asks how Java should run a job when the job starts, and takes long where it is not told', async () => {
    const say = 'grep -o \'"jvm":"[a-z]*"\' "$(dirname "$(command -v smspark-submit)")/smspark-submit.json"';
    const steps = [shellStep('First', say), shellStep('Second', say, { dependsOn: ['First'] })];
    await local.sagemaker.upsertPipeline('test', definition(steps));
    const asked: number[] = [];
    jvmOfJob = async () => {
      asked.push(local.events.filter((event) => event.type === 'step-changed' && event.status === 'Succeeded').length);
      if (asked.length > 1) throw new RangeError('the table does not answer');
      return Promise.resolve('short');
    };
    const execution = await local.sagemaker.startExecution('test', { parameters: {} });
    const result = await execution.done;
    expect(asked).toEqual([0, 1]);
    expect([await logOf(result, 'First'), await logOf(result, 'Second')]).toEqual([
      '"jvm":"short"\n',
      '"jvm":"long"\n',
    ]);
  });

  it('stops a job at any moment of its start, before the time for ending by itself is over', async () => {
    await local.close();
    local = await LocalRun.open({ stopGraceMs: 600_000 });
    await local.sagemaker.upsertPipeline('test', definition([shellStep('Long', 'exec sleep 600')]));
    for (let moment = 0; moment < 16; moment += 1) {
      const execution = await local.sagemaker.startExecution('test', { parameters: {} });
      await delay(3 * moment);
      await execution.stop();
      expect((await execution.done).status).toBe('Stopped');
    }
  });

  it('stops: running steps end, a deaf one by force, and nothing else starts', async () => {
    await local.sagemaker.upsertPipeline(
      'test',
      definition([
        shellStep('Deaf', 'trap "" TERM; while :; do sleep 0.1; done'),
        shellStep('Polite', 'trap "echo asked to end; exit 1" TERM; while :; do sleep 0.1; done'),
        shellStep('Next', '', { dependsOn: ['Polite'] }),
      ]),
    );
    const execution = await local.sagemaker.startExecution('test', { parameters: {} });
    await delay(500);
    await execution.stop();
    const result = await execution.done;
    expect(result.status).toBe('Stopped');
    expect(result.steps.map(({ name, status }) => [name, status])).toEqual([
      ['Deaf', 'Stopped'],
      ['Polite', 'Stopped'],
    ]);
    expect(await logOf(result, 'Polite')).toContain('asked to end');
  });

  it('tells what happens in the order in which it happens', async () => {
    const { arn } = await local.run(definition([shellStep('Only', 'exit 1')]));
    expect(local.events).toEqual([
      { type: 'execution-started', pipeline: 'test', arn, steps: ['Only'] },
      { type: 'step-changed', step: 'Only', status: 'Executing' },
      { type: 'step-changed', step: 'Only', status: 'Failed', reason: expect.stringContaining('exit code: 1') },
      { type: 'execution-ended', arn, status: 'Failed', reason: 'Step failure: One or multiple steps failed.' },
    ]);
  });

  it('fails the step, not the process, when a reference leads nowhere at run time', async () => {
    const result = await local.run(
      definition([
        shellStep('First', ''),
        { name: 'Second', entrypoint: ['/bin/echo'], arguments: [get('Steps.First.ExitMessage')] },
      ]),
    );
    expect(stepOf(result, 'Second').failureReason).toContain('pipeline.unknown-reference');
  });

  it.each([
    ['a missing parameter', {}, 'parameter.missing'],
    ['an unknown parameter', { Needed: 'x', Other: 'y' }, 'parameter.unknown'],
    ['a value outside the enumeration', { Needed: 'z' }, 'parameter.not-allowed'],
  ])('refuses %s before anything starts', async (_, parameters, code) => {
    const text = definition([shellStep('Only', '')], [{ Name: 'Needed', Type: 'String', EnumValues: ['x', 'y'] }]);
    await expect(local.run(text, parameters)).rejects.toMatchObject({ code });
    expect(local.events).toEqual([]);
  });

  it.each([
    [
      'a step of a type that no handler file stands for',
      '{"Name": "S", "Type": "Training", "Arguments": {"RoleArn": "no"}}',
      'local.unsupported',
    ],
    [
      'an input in Pipe mode',
      '{"Name": "S", "Type": "Processing", "Arguments": {"AppSpecification": {"ContainerEntrypoint": ["true"]}, ' +
        '"ProcessingInputs": [{"InputName": "i", "S3Input": {"S3Uri": "s3://abc/d", "S3InputMode": "Pipe"}}]}}',
      'local.unsupported',
    ],
    ['a job without an entry point', '{"Name": "S", "Type": "Processing", "Arguments": {}}', 'local.unsupported'],
    [
      'a step that waits for itself',
      '{"Name": "S", "Type": "Processing", "DependsOn": ["S"], "Arguments": {"AppSpecification": {"ContainerEntrypoint": ["true"]}}}',
      'pipeline.cycle',
    ],
  ])('refuses %s before anything starts', async (_, step, code) => {
    await expect(local.run(`{"Version": "2020-12-01", "Steps": [${step}]}`)).rejects.toMatchObject({ code });
    expect(local.events).toEqual([]);
  });

  it('refuses a text that is no definition, and a pipeline that nobody deployed', async () => {
    await expect(local.sagemaker.upsertPipeline('test', '{')).rejects.toMatchObject({ code: 'definition.invalid' });
    await expect(local.sagemaker.startExecution('absent', { parameters: {} })).rejects.toMatchObject({
      code: 'local.unknown-pipeline',
    });
  });

  it('keeps the log of each instance', async () => {
    const script = 'grep -o "algo-[0-9]*" /opt/ml/config/resourceconfig.json | head -1';
    const result = await local.run(definition([shellStep('Two', script, { instances: 2 })]));
    const { logFile } = stepOf(result, 'Two');
    const logs = [logFile, logFile.replace('algo-1', 'algo-2')].map((file) => readFileSync(file, 'utf8'));
    expect(logs).toEqual(['algo-1\n', 'algo-2\n']);
  });
});
