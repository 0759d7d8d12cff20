import { mkdir } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { refuse, silent, type Reporter, type Scalar } from '@ndr/core';
import { startMoto, type Moto } from './gateway/moto';
import { openInterpreter, type Interpreter } from './interpreter';
import { parseDefinition } from './interpreter/definition';
import type { ExecutionResult } from './interpreter/execution-result';
import { Handlers } from './interpreter/handlers';
import { defaultAccount, executionArn, newId, pipelineArn, type LocalAccount } from './interpreter/identity';
import { pipelineNameProblems } from './interpreter/legal-names';
import { MachineShare } from './interpreter/machine-share';
import { jobLogFolder } from './logs';
import { readImages, type ImageTable } from './processing/images';
import { findIsolation, type Isolation } from './processing/isolation';
import { endProcessesBelow } from './processing/job-processes';
import { runProcessingJob } from './processing/run-job';
import type { JvmOfStep } from './processing/smspark-submit/install';
import type { PythonEnvironment } from './python/python-environment';
import { BucketFolders, type ObjectStore } from './storage/bucket-folders';
import { openStateDatabase, type StateDatabase } from './storage/database';
import { takeLock, type ExclusiveLock } from './storage/exclusive-lock';
import { Executions } from './storage/executions';
import { Pipelines } from './storage/pipelines';
import { recover } from './storage/recovery';
import { stateFolderAt, type StateFolder } from './storage/state-folder';

export interface LocalSagemakerOptions {
  /** Folder that holds everything local; made when missing. */
  readonly stateFolder: string;
  readonly environment: PythonEnvironment;
  readonly reporter?: Reporter;
  /** Aborting it gives up waiting for the state folder, and stops every execution. */
  readonly signal?: AbortSignal;
  /** How long to wait for another command that uses the state folder, in milliseconds; 10 s unless given. */
  readonly lockWaitMs?: number;
  /** Steps that run at once, at most; half the cores, and at least two, unless given. */
  readonly parallelSteps?: number;
  /** Memory of a step's Spark driver in MiB; a share of the machine's unless given. */
  readonly sparkMemoryMb?: number;
  /** Milliseconds between asking a job to end and killing it; 10 s unless given. */
  readonly stopGraceMs?: number;
  /** Folder of handler files for Lambda functions and types of steps; `handlers` in the state folder unless given. */
  readonly handlers?: string;
  /** Milliseconds after which a Lambda function is ended, and its step fails; 10 minutes unless given. */
  readonly lambdaTimeoutMs?: number;
  /** Milliseconds without an answer after which a Callback step fails; 7 days unless given. */
  readonly callbackTimeoutMs?: number;
  /** How jobs get an /opt/ml of their own; the best that the system allows unless given. */
  readonly isolation?: Isolation;
}

export interface StartExecutionOptions {
  /** Overrides of the definition's defaults, as text or of the parameter's type. */
  readonly parameters: Readonly<Record<string, Scalar>>;
  readonly displayName?: string;
  /** `short` suits jobs over little data: Java compiles less well and starts faster. `long` unless given. */
  readonly jvmOf?: JvmOfStep;
}

/** An execution that was started. */
export interface LocalExecution {
  readonly arn: string;
  /** Resolves when it has ended, in whatever way. */
  readonly done: Promise<ExecutionResult>;
  /** Stops its running steps, starts no other, and resolves when it has ended. */
  stop(): Promise<void>;
}

/** SageMaker Pipelines on this machine. */
export interface LocalSagemaker {
  /** Folder that holds a folder for each bucket. */
  readonly bucketRoot: string;
  /** Endpoint, region and credentials, for clients and jobs. */
  readonly awsEnvironment: Readonly<Record<string, string>>;
  readonly objectStore: ObjectStore;
  /** @throws NdrError `definition.invalid` */
  upsertPipeline(
    name: string,
    definitionJson: string,
    options?: { readonly description?: string },
  ): Promise<{ readonly arn: string }>;
  /**
   * Checks everything that can be checked, then starts.
   * @throws NdrError `local.unknown-pipeline`, `local.unsupported`, `parameter.…`, `pipeline.…`
   */
  startExecution(pipelineName: string, options: StartExecutionOptions): Promise<LocalExecution>;
  /** Stops what runs, and gives the state folder back. */
  close(): Promise<void>;
}

const defaultLockWaitMs = 10_000;
const defaultStopGraceMs = 10_000;
/** SageMaker's own limits of Lambda and Callback steps. */
const defaultLambdaTimeoutMs = 10 * 60_000;
const defaultCallbackTimeoutMs = 7 * 24 * 60 * 60_000;

/**
 * Opens the state folder for this process alone and starts the services around SageMaker.
 * @throws NdrError `local.busy` while another command uses the folder, or `local.moto`
 */
export async function openLocalSagemaker(options: LocalSagemakerOptions): Promise<LocalSagemaker> {
  const folder = stateFolderAt(resolve(options.stateFolder));
  const { lockWaitMs: waitMs = defaultLockWaitMs, signal } = options;
  const lock = await takeLock(folder.lock, { waitMs, signal });
  let database: StateDatabase | undefined;
  try {
    database = openStateDatabase(folder.database);
    await endProcessesBelow(folder.sandboxes);
    recover(database, folder, new Date());
    const images = await readImages(folder.images);
    await mkdir(folder.buckets, { recursive: true });
    const [moto, isolation] = await Promise.all([
      startMoto({ python: options.environment.python, logFile: join(folder.logs, 'moto.log') }),
      options.isolation ?? findIsolation(),
    ]);
    return new OpenLocalSagemaker(options, { folder, lock, database, moto, isolation, images });
  } catch (error) {
    database?.close();
    lock.release();
    throw error;
  }
}

/** What an open state folder holds on to. */
interface Held {
  readonly folder: StateFolder;
  readonly lock: ExclusiveLock;
  readonly database: StateDatabase;
  readonly moto: Moto;
  readonly isolation: Isolation;
  readonly images: ImageTable;
}

class OpenLocalSagemaker implements LocalSagemaker {
  readonly bucketRoot: string;
  readonly awsEnvironment: Readonly<Record<string, string>>;
  readonly objectStore: BucketFolders;
  private readonly options: LocalSagemakerOptions;
  private readonly held: Held;
  private readonly account: LocalAccount = defaultAccount;
  private readonly pipelines: Pipelines;
  private readonly executions: Executions;
  private readonly interpreter: Interpreter;
  private readonly abandon = () => this.interpreter.abandon();

  constructor(options: LocalSagemakerOptions, held: Held) {
    this.options = options;
    this.held = held;
    this.bucketRoot = held.folder.buckets;
    this.objectStore = new BucketFolders(held.folder.buckets, held.folder.uploads);
    this.awsEnvironment = {
      AWS_ENDPOINT_URL: held.moto.endpoint,
      AWS_REGION: this.account.region,
      AWS_DEFAULT_REGION: this.account.region,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    this.pipelines = new Pipelines(held.database);
    this.executions = new Executions(held.database);
    this.interpreter = this.openInterpreter();
    options.signal?.addEventListener('abort', this.abandon, { once: true });
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- the API is that of a service, and throws by rejecting
  async upsertPipeline(name: string, definition: string, { description }: { readonly description?: string } = {}) {
    refuse(pipelineNameProblems(name));
    parseDefinition(name, definition);
    const arn = pipelineArn(this.account, name);
    const settings = { displayName: null, description: description ?? null, roleArn: null, parallelism: null };
    const now = new Date();
    if (this.pipelines.find(name)) {
      this.pipelines.change(name, settings, now);
      if (this.pipelines.version(name)?.definition !== definition) this.pipelines.addVersion(name, definition, now);
    } else {
      this.pipelines.create({ name, arn, ...settings }, definition, now);
    }
    return { arn };
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- as above
  async startExecution(pipelineName: string, options: StartExecutionOptions): Promise<LocalExecution> {
    const { definition, arn: pipeline, versionId } = this.pipelines.get(pipelineName);
    const request = { pipelineName, definition, parameters: options.parameters };
    const { parameters } = this.interpreter.check(request);
    const arn = executionArn(pipeline, newId());
    const { displayName, jvmOf } = options;
    const startTime = new Date().toISOString();
    this.executions.start({ arn, pipelineName, displayName, versionId, parameters, startTime });
    const { done } = this.interpreter.start(arn, jvmOf && { jvmOf });
    if (this.options.signal?.aborted) this.interpreter.abandon();
    return { arn, done, stop: () => this.stop(arn, done) };
  }

  async close(): Promise<void> {
    this.options.signal?.removeEventListener('abort', this.abandon);
    await this.interpreter.close();
    await this.held.moto.close();
    this.held.database.close();
    this.held.lock.release();
  }

  private async stop(arn: string, done: Promise<ExecutionResult>): Promise<void> {
    if (this.interpreter.running(arn)) this.interpreter.stop(arn);
    await done;
  }

  private openInterpreter(): Interpreter {
    const { options, held, account, awsEnvironment, objectStore: buckets } = this;
    const { folder, isolation, images } = held;
    const { environment: python, stopGraceMs = defaultStopGraceMs } = options;
    const processes = options.parallelSteps ?? Math.max(2, Math.floor(availableParallelism() / 2));
    const memoryMb = options.sparkMemoryMb ?? defaultMemoryMb(processes);
    const jobs = { python, buckets, bucketRoot: this.bucketRoot, isolation, images, awsEnvironment, stopGraceMs };
    return openInterpreter({
      ...{ account, buckets, images, memoryMb, executions: this.executions, reporter: this.reporter },
      share: new MachineShare({ processes, memoryMb: processes * memoryMb }),
      handlers: new Handlers(options.handlers ?? folder.handlers),
      handlerHost: {
        ...{ python: python.python, awsEnvironment, stopGraceMs, scratch: folder.sandboxes },
        endWithParent: isolation.words,
      },
      logs: folder.logs,
      lambdaTimeoutMs: options.lambdaTimeoutMs ?? defaultLambdaTimeoutMs,
      callbackTimeoutMs: options.callbackTimeoutMs ?? defaultCallbackTimeoutMs,
      runJob: ({ job, identity, spark }, signal) => {
        const folders = { sandboxes: folder.sandboxes, logs: jobLogFolder(folder.logs, identity.name) };
        return runProcessingJob(job, identity, { ...jobs, spark }, folders, signal);
      },
    });
  }

  private get reporter(): Reporter {
    return this.options.reporter ?? silent;
  }
}

const mebibyte = 2 ** 20;

/** Half of the machine, shared by the steps that may run at once; at most 2 GiB each, which the jobs are made for. */
function defaultMemoryMb(parallelSteps: number): number {
  const share = Math.floor(totalmem() / mebibyte / 2 / parallelSteps);
  return Math.min(2048, Math.max(512, share));
}
