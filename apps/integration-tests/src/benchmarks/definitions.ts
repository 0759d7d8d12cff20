import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { outputUri, processingStep, stringParameter, synth, text, validate, type Pipeline, type Step } from '@ndr/core';
import { BenchmarkError, rounded } from './measure';

const workspace = join(__dirname, '../../../..');

/** The definition language: import, synth, validation by size, `ndr synth`, and the Python SDK where it is installed. */
export function definitions(): Promise<unknown> {
  return Promise.resolve({
    import_cpu_ms: bestOf(5, importMilliseconds),
    synth_50_steps_cpu_ms: bestOf(20, () => milliseconds(() => synth(chain(50), { assets: {} }))),
    validate_2500_steps_cpu_ms: bestOf(3, () => milliseconds(() => validate(chain(2500)))),
    validate_5000_steps_cpu_ms: bestOf(3, () => milliseconds(() => validate(chain(5000)))),
    ndr_synth_process_s: bestOf(3, () => secondsByClock(ndrSynth)),
    python_sdk_50_steps_ms: pythonSdk(),
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

/** Milliseconds that a fresh process needs to load the built @ndr/core. */
function importMilliseconds(): number {
  const core = JSON.stringify(join(workspace, 'libs/core/dist/index.js'));
  const script = `const before = process.cpuUsage();
    require(${core});
    const { user, system } = process.cpuUsage(before);
    console.log((user + system) / 1000);`;
  return Number(run(process.execPath, ['-e', script]));
}

function ndrSynth(): void {
  run(process.execPath, [join(workspace, 'apps/deploy/bin/ndr.js'), 'synth', 'ndr-15m-pipeline']);
}

function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf-8' });
  if (status !== 0) throw new BenchmarkError(`${command} ${args.join(' ')} ended with ${status}\n${stderr}`);
  return stdout;
}

const python = `
import time
from sagemaker.processing import Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep
import boto3
session = PipelineSession(boto_session=boto3.Session(region_name="eu-west-1"), default_bucket="bucket")
processor = Processor(role="arn:aws:iam::123456789012:role/r", image_uri="image", entrypoint=["echo"],
                      instance_type="ml.m5.xlarge", instance_count=1, sagemaker_session=session)
started = time.perf_counter()
steps = [ProcessingStep(name=f"Step{i}", step_args=processor.run(arguments=["--number", str(i)])) for i in range(50)]
Pipeline(name="chain", steps=steps, sagemaker_session=session).definition()
print((time.perf_counter() - started) * 1000)
`;

/** Milliseconds that the SageMaker Python SDK needs for 50 steps; what kept it from running otherwise. */
function pythonSdk(): number | string {
  const { status, stdout } = spawnSync(join(workspace, '.venv/bin/python'), ['-c', python], {
    encoding: 'utf-8',
    env: { ...process.env, AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none' },
  });
  return status === 0 ? rounded(Number(stdout)) : 'not installed: pip install sagemaker==2.257.7';
}
