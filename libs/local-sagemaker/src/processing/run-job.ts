import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readExitMessage, writeContainerFiles, type JobIdentity } from './container-files';
import { checkEntryPoint } from './entry-point';
import type { ImageTable } from './images';
import { algorithmError, reasonOf, timeLimitReason } from './failure-reason';
import { bringInput } from './inputs';
import { writeInstanceAddresses } from './instance-addresses';
import { listMounts } from './mounts';
import type { Isolation } from './isolation';
import { OutputUploads, prepareOutput } from './outputs';
import { startInstance, type InstanceCommand, type InstanceProcess } from './process';
import { instanceNames, type ProcessingJob } from './processing-job';
import { addProgram, inSandbox, makeSandbox, searchPath, type Sandbox } from './sandbox';
import { announceEnd, installSmsparkSubmit, type SparkShare } from './smspark-submit/install';
import { instanceLog } from '../logs';
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
  readonly images: ImageTable;
  /** Endpoint, region and credentials. */
  readonly awsEnvironment: Readonly<Record<string, string>>;
  readonly spark: SparkShare;
  /** Milliseconds between asking a job to end and killing it. */
  readonly stopGraceMs: number;
}

/** Where a job's files lie while it runs, and its logs. */
export interface JobFolders {
  readonly sandboxes: string;
  /** The folder of this job's logs. */
  readonly logs: string;
}

/** How a job ended. */
export type JobEnd =
  | { readonly status: 'Completed'; readonly exitMessage: string | undefined }
  | { readonly status: 'Failed'; readonly failureReason: string; readonly exitMessage: string | undefined }
  | { readonly status: 'Stopped'; readonly exitMessage: string | undefined };

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
    const sandboxes = await prepare(job, identity, host, jobFolder, signal);
    return await execute({ job, host, folders, sandboxes, jobFolder }, signal);
  } catch (error) {
    if (signal.aborted && error === signal.reason) return { status: 'Stopped', exitMessage: undefined };
    return { status: 'Failed', failureReason: reasonOf(storageFailure(error, jobFolder)), exitMessage: undefined };
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
  signal: AbortSignal,
): Promise<readonly Sandbox[]> {
  const [program = ''] = host.images.entryPointOf(job.AppSpecification);
  const { programs } = host.images.ruleOf(job.AppSpecification.ImageUri);
  const sandboxes: Sandbox[] = [];
  for (const instance of instanceNames(job)) sandboxes.push(await makeSandbox(jobFolder, instance, host.isolation));
  for (const input of job.ProcessingInputs) await bringInput(host.buckets, input, sandboxes, signal);
  for (const bucket of bucketsNamedIn(JSON.stringify(job))) await host.buckets.createBucket(bucket);
  for (const sandbox of sandboxes) {
    for (const output of job.ProcessingOutputConfig.Outputs) await prepareOutput(output, sandbox);
    await writeContainerFiles(sandbox, job, identity);
    await writeInstanceAddresses(sandbox, instanceNames(job));
    await listMounts(sandbox.root);
    await installSmsparkSubmit(sandbox, jobFolder, host);
    for (const [name, command] of Object.entries(programs)) await addProgram(sandbox, name, command);
    await checkEntryPoint(sandbox, program, pathOf(sandbox, host));
  }
  signal.throwIfAborted();
  return sandboxes;
}

/** A job whose sandboxes are ready. */
interface PreparedJob {
  readonly job: ProcessingJob;
  readonly host: JobHost;
  readonly folders: JobFolders;
  readonly sandboxes: readonly Sandbox[];
  readonly jobFolder: string;
}

async function execute(prepared: PreparedJob, signal: AbortSignal): Promise<JobEnd> {
  const { job, host, sandboxes, jobFolder } = prepared;
  const running: InstanceProcess[] = [];
  const stopAll = () => running.forEach((instance) => instance.stop(host.stopGraceMs));
  const ended = new AbortController();
  const uploads = new OutputUploads(job, sandboxes, host.buckets);
  signal.addEventListener('abort', stopAll, { once: true });
  try {
    for (const sandbox of sandboxes) running.push(startInstance(sandbox, commandOf(prepared, sandbox)));
    if (signal.aborted) stopAll();
    const uploading = uploadUntil(ended.signal, uploads);
    const timeUp = timeLimit(job, ended.signal, stopAll);
    const failure = await firstFailure(running, jobFolder, stopAll);
    ended.abort();
    await uploading;
    const endedBy = signal.aborted ? 'stop' : (await timeUp) ? 'time limit' : 'itself';
    return await judge(prepared, uploads, failure, endedBy);
  } finally {
    ended.abort();
    signal.removeEventListener('abort', stopAll);
    stopAll(); // those that still run when another could not be started or followed
    await Promise.allSettled(running.map(({ exitCode }) => exitCode));
  }
}

/** An instance that exited with another code than 0. */
interface Failure {
  readonly index: number;
  readonly exitCode: number;
}

/** The instance that failed first; its end ends the job. The others learn of the first instance's end. */
async function firstFailure(
  running: readonly InstanceProcess[],
  jobFolder: string,
  stopAll: () => void,
): Promise<Failure | undefined> {
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
  return failures[0];
}

const uploadEveryMs = 1000;

/** Takes outputs as the job writes them. What fails is tried again, for the last time when the job has ended. */
async function uploadUntil(ended: AbortSignal, uploads: OutputUploads): Promise<void> {
  while (uploads.areContinuous && (await delay(uploadEveryMs, true, { signal: ended }).catch(() => false))) {
    await uploads.take('Continuous').catch(() => undefined);
  }
}

/** Whether the job's time was up before `ended` was aborted; stops the job then. */
async function timeLimit(job: ProcessingJob, ended: AbortSignal, stop: () => void): Promise<boolean> {
  const seconds = job.StoppingCondition?.MaxRuntimeInSeconds;
  if (seconds === undefined) return false;
  const isUp = await delay(seconds * 1000, true, { signal: ended }).catch(() => false);
  if (isUp) stop();
  return isUp;
}

async function judge(
  { job, sandboxes, folders }: PreparedJob,
  uploads: OutputUploads,
  failure: Failure | undefined,
  endedBy: 'stop' | 'time limit' | 'itself',
): Promise<JobEnd> {
  const message = await readExitMessage(sandboxes);
  const isComplete = endedBy === 'itself' && !failure && message.kind === 'text';
  // Outputs of a job that did not complete are lost, but for those that were taken as it went.
  await uploads.take(isComplete ? undefined : 'Continuous');
  const exitMessage = message.kind === 'text' ? message.text : undefined;
  if (endedBy === 'stop') return { status: 'Stopped', exitMessage };
  if (endedBy === 'time limit') return { status: 'Failed', failureReason: timeLimitReason(job), exitMessage };
  if (message.kind === 'not-utf-8') {
    const failureReason = `ClientError: /opt/ml/output/message of ${message.instance} is no UTF-8 text`;
    return { status: 'Failed', failureReason, exitMessage };
  }
  if (!failure) return { status: 'Completed', exitMessage };
  const log = instanceLog(folders.logs, instanceNames(job)[failure.index] ?? '');
  return { status: 'Failed', failureReason: algorithmError(exitMessage, log, failure.exitCode), exitMessage };
}

function commandOf({ job, host, folders }: PreparedJob, sandbox: Sandbox): InstanceCommand {
  const { ImageUri, ContainerArguments } = job.AppSpecification;
  const command = [...host.images.entryPointOf(job.AppSpecification), ...ContainerArguments];
  const own = { ...host.images.ruleOf(ImageUri).environment, ...job.Environment };
  return {
    command: command.map((word) => inSandbox(sandbox, word)),
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
      ...Object.fromEntries(Object.entries(own).map(([name, value]) => [name, inSandbox(sandbox, value)])),
    },
    logFile: instanceLog(folders.logs, sandbox.instance),
  };
}

function pathOf(sandbox: Sandbox, host: JobHost): string {
  return searchPath(sandbox, join(host.python.folder, 'bin'));
}
