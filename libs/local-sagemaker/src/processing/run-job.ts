import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readExitMessage, writeContainerFiles, type JobIdentity } from './container-files';
import { checkEntryPoint } from './entry-point';
import { bringInput } from './inputs';
import type { Isolation } from './isolation';
import { prepareOutput, takeOutput } from './outputs';
import { startInstance, type InstanceProcess } from './process';
import { instanceNames, type ProcessingJob } from './processing-job';
import { inSandbox, makeSandbox, searchPath, type Sandbox } from './sandbox';
import { announceEnd, installSmsparkSubmit, type SparkShare } from './smspark-submit/install';
import type { PythonEnvironment } from '../python/python-environment';
import type { BucketFolders } from '../storage/bucket-folders';
import { bucketsNamedIn } from '../storage/s3-uri';
import { storageFailure } from '../storage/storage-failure';

/** What a job needs of the machine that it runs on. */
export interface JobHost {
  readonly python: PythonEnvironment;
  readonly buckets: BucketFolders;
  readonly bucketRoot: string;
  readonly isolation: Isolation;
  /** Endpoint, region and credentials. */
  readonly awsEnvironment: Readonly<Record<string, string>>;
  readonly spark: SparkShare;
  /** Milliseconds between asking a job to end and killing it. */
  readonly stopGraceMs: number;
}

/** Where a job's files lie while it runs, and its logs. */
export interface JobFolders {
  readonly sandboxes: string;
  /** A log an instance: `algo-1.log` … */
  readonly logs: string;
}

/** How a job ended. */
export type JobEnd =
  | { readonly status: 'Completed'; readonly exitMessage: string | undefined }
  | { readonly status: 'Failed'; readonly failureReason: string; readonly exitMessage: string | undefined }
  | { readonly status: 'Stopped'; readonly exitMessage: string | undefined };

/** The log of an instance. */
export function instanceLog(logs: string, instance: string): string {
  return join(logs, `${instance}.log`);
}

/**
 * Runs a processing job to its end: brings inputs, runs the instances, takes outputs. Aborting `signal` stops it.
 * What goes wrong is told in the result; nothing is thrown.
 */
export async function runProcessingJob(
  job: ProcessingJob,
  identity: JobIdentity,
  host: JobHost,
  folders: JobFolders,
  signal: AbortSignal,
): Promise<JobEnd> {
  const jobFolder = join(folders.sandboxes, identity.name);
  try {
    const sandboxes = await prepare(job, identity, host, jobFolder);
    if (signal.aborted) return { status: 'Stopped', exitMessage: undefined };
    return await execute(job, host, folders, sandboxes, jobFolder, signal);
  } catch (error) {
    return { status: 'Failed', failureReason: storageFailure(error, jobFolder).message, exitMessage: undefined };
  } finally {
    // What cannot be removed now is removed when the state folder is opened next.
    await rm(jobFolder, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function prepare(
  job: ProcessingJob,
  identity: JobIdentity,
  host: JobHost,
  jobFolder: string,
): Promise<readonly Sandbox[]> {
  const sandboxes: Sandbox[] = [];
  for (const instance of instanceNames(job)) sandboxes.push(await makeSandbox(jobFolder, instance, host.isolation));
  for (const input of job.ProcessingInputs) await bringInput(host.buckets, input, sandboxes);
  for (const bucket of bucketsNamedIn(JSON.stringify(job))) await host.buckets.createBucket(bucket);
  for (const sandbox of sandboxes) {
    for (const output of job.ProcessingOutputConfig.Outputs) await prepareOutput(output, sandbox);
    await writeContainerFiles(sandbox, job, identity);
    await installSmsparkSubmit(sandbox, jobFolder, host);
    await checkEntryPoint(sandbox, job.AppSpecification.ContainerEntrypoint[0] ?? '', pathOf(sandbox, host));
  }
  return sandboxes;
}

async function execute(
  job: ProcessingJob,
  host: JobHost,
  folders: JobFolders,
  sandboxes: readonly Sandbox[],
  jobFolder: string,
  signal: AbortSignal,
): Promise<JobEnd> {
  const running = sandboxes.map((sandbox) => startInstance(sandbox, commandOf(job, host, folders, sandbox)));
  const stopAll = () => running.forEach((instance) => instance.stop(host.stopGraceMs));
  signal.addEventListener('abort', stopAll, { once: true });
  const limit = new AbortController();
  const timeUp = timeLimit(job, limit.signal, stopAll);
  try {
    const failures = await followAll(running, jobFolder, stopAll);
    limit.abort();
    const cause = signal.aborted ? 'stop' : (await timeUp) ? 'time limit' : 'itself';
    return await judge(job, host, folders, sandboxes, failures[0], cause);
  } finally {
    limit.abort();
    signal.removeEventListener('abort', stopAll);
    stopAll(); // those that still run when another could not be followed
  }
}

/** An instance that exited with another code than 0. */
interface Failure {
  readonly index: number;
  readonly exitCode: number;
}

/** Failed instances, the first one first. One that fails ends the job; the others learn of the first instance's end. */
async function followAll(
  running: readonly InstanceProcess[],
  jobFolder: string,
  stopAll: () => void,
): Promise<readonly Failure[]> {
  const failures: Failure[] = [];
  await Promise.all(
    running.map(async (instance, index) => {
      const exitCode = await instance.exitCode;
      if (index === 0) await announceEnd(jobFolder);
      if (exitCode === 0) return;
      failures.push({ index, exitCode });
      stopAll();
    }),
  );
  return failures;
}

/** Whether the job's time was up before `ended` was aborted; stops the job then. */
async function timeLimit(job: ProcessingJob, ended: AbortSignal, stop: () => void): Promise<boolean> {
  const seconds = job.StoppingCondition?.MaxRuntimeInSeconds;
  if (seconds === undefined) return false;
  // A timer holds at most 2^31 - 1 milliseconds, which is 24 days; SageMaker's longest job has 5.
  const isUp = await delay(Math.min(seconds * 1000, 2 ** 31 - 1), true, { signal: ended }).catch(() => false);
  if (isUp) stop();
  return isUp;
}

async function judge(
  job: ProcessingJob,
  host: JobHost,
  folders: JobFolders,
  sandboxes: readonly Sandbox[],
  failure: Failure | undefined,
  endedBy: 'stop' | 'time limit' | 'itself',
): Promise<JobEnd> {
  const teller = sandboxes[failure?.index ?? 0];
  const exitMessage = teller && (await readExitMessage(teller));
  await takeOutputs(job, host, sandboxes, failure !== undefined);
  if (!failure || !teller) return { status: 'Completed', exitMessage };
  if (endedBy === 'stop') return { status: 'Stopped', exitMessage };
  if (endedBy === 'time limit') return { status: 'Failed', failureReason: timeLimitReason(job), exitMessage };
  const said = exitMessage ?? `See the log ${instanceLog(folders.logs, teller.instance)}`;
  return { status: 'Failed', failureReason: `AlgorithmError: ${said}, exit code: ${failure.exitCode}`, exitMessage };
}

/** Outputs of a job that did not complete are lost, but for those that it uploads as it goes. */
async function takeOutputs(
  job: ProcessingJob,
  { buckets }: JobHost,
  sandboxes: readonly Sandbox[],
  isIncomplete: boolean,
): Promise<void> {
  for (const output of job.ProcessingOutputConfig.Outputs) {
    if (isIncomplete && output.S3Output.S3UploadMode === 'EndOfJob') continue;
    for (const sandbox of sandboxes) await takeOutput(buckets, output, sandbox);
  }
}

function commandOf(job: ProcessingJob, host: JobHost, folders: JobFolders, sandbox: Sandbox) {
  const { ContainerEntrypoint, ContainerArguments } = job.AppSpecification;
  const own = Object.entries(job.Environment).map(([name, value]) => [name, inSandbox(sandbox, value)]);
  return {
    command: [...ContainerEntrypoint, ...ContainerArguments].map((word) => inSandbox(sandbox, word)),
    environment: {
      PATH: pathOf(sandbox, host),
      HOME: join(sandbox.scratch, 'home'),
      TMPDIR: join(sandbox.scratch, 'tmp'),
      LANG: 'C.UTF-8',
      JAVA_HOME: host.python.javaHome,
      SPARK_HOME: host.python.sparkHome,
      PYSPARK_PYTHON: host.python.python,
      PYSPARK_DRIVER_PYTHON: host.python.python,
      PYTHONUNBUFFERED: '1',
      ...host.awsEnvironment,
      ...(Object.fromEntries(own) as Record<string, string>),
    },
    logFile: instanceLog(folders.logs, sandbox.instance),
  };
}

function pathOf(sandbox: Sandbox, host: JobHost): string {
  return searchPath(sandbox, join(host.python.folder, 'bin'));
}

function timeLimitReason(job: ProcessingJob): string {
  const seconds = job.StoppingCondition?.MaxRuntimeInSeconds ?? 0;
  return `local.time-limit: the job ran longer than its MaxRuntimeInSeconds of ${seconds}`;
}
