import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { outputUri, processingStep, stringParameter, synth, text, validate, type Pipeline, type Step } from '@ndr/core';
import { BenchmarkError, rounded } from './measure';

const workspace = join(__dirname, '../../../..');

/** The definition language: import, synth, validation by size, `ndr synth`, and the Python SDK where it is installed. */
export function definitions(): Promise<unknown> {
  return Promise.resolve({
    import_cpu_ms: bestOf(5, importMilliseconds),
    // What is imported loads on first use, so that the first pipeline pays for what it needs.
    import_and_first_pipeline_cpu_ms: bestOf(5, () => importMilliseconds(firstPipeline)),
    synth_50_steps_cpu_ms: bestOf(20, () => milliseconds(() => synth(chain(50), { assets: {} }))),
    validate_2500_steps_cpu_ms: bestOf(3, () => milliseconds(() => validate(chain(2500)))),
    validate_5000_steps_cpu_ms: bestOf(3, () => milliseconds(() => validate(chain(5000)))),
    ndr_synth_process_s: bestOf(3, () => secondsByClock(ndrSynth)),
    python_sdk: pythonSdk(),
  });
}

/** A pipeline of `count` steps, each of which reads what the one before it wrote. */
function chain(count: number): Pipeline {
  const project = stringParameter('ProjectName');
  const roleArn = 'arn:aws:iam::123456789012:role/r';
  const processor = { image: 'image', instanceType: 'ml.m5.xlarge', instanceCount: 1, volumeSizeInGb: 30, roleArn };
  const steps: Step[] = [];
  let before: ReturnType<typeof processingStep<'out'>> | undefined;
  for (let index = 0; index < count; index += 1) {
    before = processingStep(`Step${index}`, {
      processor,
      entrypoint: ['python3', '/opt/ml/processing/input/code/job.py'],
      arguments: ['--project-name', project, '--number', index],
      inputs: before ? [{ name: 'in', uri: outputUri(before, 'out'), localPath: '/opt/ml/processing/in' }] : [],
      outputs: { out: { localPath: '/opt/ml/processing/out', uri: text`s3://bucket/${project}/${index}/` } },
    });
    steps.push(before);
  }
  return { name: 'chain', parameters: [project], steps, codeLocation: { bucket: 'b', prefix: 'p' }, tags: {} };
}

/** Milliseconds that `work` spends of this process's cores: what else runs on the machine counts less than by the clock. */
function milliseconds(work: () => unknown): number {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

function secondsByClock(work: () => unknown): number {
  const started = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - started) / 1e9;
}

function bestOf(times: number, measured: () => number): number {
  return rounded(Math.min(...Array.from({ length: times }, measured)));
}

/** Milliseconds that a fresh process needs to load the built @ndr/core, and then does with it what `use` says. */
function importMilliseconds(use = ''): number {
  const core = JSON.stringify(join(workspace, 'libs/core/dist/index.js'));
  const script = `const before = process.cpuUsage();
    const core = require(${core});
    ${use}
    const { user, system } = process.cpuUsage(before);
    console.log((user + system) / 1000);`;
  return Number(run(process.execPath, ['-e', script]));
}

const firstPipeline = `
  const step = core.failStep('Stop', { errorMessage: 'now' });
  core.synth({ name: 'p', parameters: [], steps: [step], codeLocation: { bucket: 'b', prefix: 'p' }, tags: {} }, { assets: {} });`;

function ndrSynth(): void {
  run(process.execPath, [join(workspace, 'apps/deploy/bin/ndr.js'), 'synth', 'ndr-15m-pipeline']);
}

function run(command: string, args: readonly string[]): string {
  // The Python SDK asks for credentials, and uses none.
  const env = { ...process.env, AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none' };
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf-8', env });
  if (status !== 0) throw new BenchmarkError(`${command} ${args.join(' ')} ended with ${status}\n${stderr}`);
  return stdout;
}

const python = `
import json, time
started = time.process_time()
import boto3
from sagemaker.processing import ProcessingInput, ProcessingOutput, Processor
from sagemaker.workflow.functions import Join
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep
imported = time.process_time()
session = PipelineSession(boto_session=boto3.Session(region_name="eu-west-1"), default_bucket="bucket")
project = ParameterString("ProjectName")
processor = Processor(role="arn:aws:iam::123456789012:role/r", image_uri="image", instance_count=1,
                      instance_type="ml.m5.xlarge", entrypoint=["python3", "/opt/ml/processing/input/code/job.py"],
                      sagemaker_session=session)

def chain(count):
    steps, before = [], None
    for index in range(count):
        read = before and before.properties.ProcessingOutputConfig.Outputs["out"].S3Output.S3Uri
        inputs = [ProcessingInput(input_name="in", source=read, destination="/opt/ml/processing/in")] if read else []
        written = Join("/", ["s3://bucket", project, str(index)])
        outputs = [ProcessingOutput(output_name="out", source="/opt/ml/processing/out", destination=written)]
        arguments = ["--project-name", project, "--number", str(index)]
        args = processor.run(inputs=inputs, outputs=outputs, arguments=arguments)
        before = ProcessingStep(name=f"Step{index}", step_args=args)
        steps.append(before)
    return Pipeline(name="chain", parameters=[project], steps=steps, sagemaker_session=session).definition()

def milliseconds(count):
    started = time.process_time()
    assert len(json.loads(chain(count))["Steps"]) == count
    return 1000 * (time.process_time() - started)

print(json.dumps({"import_cpu_ms": 1000 * (imported - started), "synth_50_steps_cpu_ms": min(milliseconds(50) for _ in range(5))}))
`;

/** The same with the SageMaker Python SDK, from the environment of apps/python-clients; what to run where that is not made. */
function pythonSdk(): unknown {
  const interpreter = join(workspace, '.venv-clients/bin/python');
  if (!existsSync(interpreter)) return 'not installed: npx nx run python-clients:environment';
  // It prints what it logs before.
  const figures = run(interpreter, ['-c', python]).trim().split('\n').at(-1) ?? '';
  const { import_cpu_ms, synth_50_steps_cpu_ms } = JSON.parse(figures) as PythonFigures;
  return { import_cpu_ms: rounded(import_cpu_ms), synth_50_steps_cpu_ms: rounded(synth_50_steps_cpu_ms) };
}

interface PythonFigures {
  readonly import_cpu_ms: number;
  readonly synth_50_steps_cpu_ms: number;
}
