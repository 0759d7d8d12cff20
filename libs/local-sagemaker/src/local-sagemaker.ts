import { mkdir } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { refuse, silent, type Reporter, type Scalar } from '@ndr/core';
import { handleSageMakerRequest, type SageMakerContext } from './api';
import { startCloud, type Cloud } from './gateway/cloud';
import { openGateway, type Gateway, type GatewayAddress } from './gateway/gateway';
import { openS3, type OpenS3 } from './gateway/s3/open-s3';
import { openInterpreter, type Interpreter } from './interpreter';
import { parseDefinition } from './interpreter/definition';
import type { ExecutionResult } from './interpreter/execution-result';
import { Handlers } from './interpreter/handlers';
import { defaultAccount, executionArn, newId, pipelineArn, type LocalAccount } from './interpreter/identity';
import { pipelineNameProblems } from './interpreter/legal-names';
import { MachineShare } from './interpreter/machine-share';
import { handleLogsRequest, jobLogFolder } from './logs';
import { readImages, type ImageTable } from './processing/images';
import { findIsolation, type Isolation } from './processing/isolation';
import { endProcessesBelow } from './processing/job-processes';
import { JobRunner } from './processing/job-runner';
import type { ProcessingJob } from './processing/processing-job';
import type { JobFolders } from './processing/run-job';
import type { JvmOfJob } from './processing/smspark-submit/install';
import type { PythonEnvironment } from './python/python-environment';
import { BucketFolders, type ObjectStore } from './storage/bucket-folders';
import { ClientTokens } from './storage/client-tokens';
import { openStateDatabase, type StateDatabase } from './storage/database';
import { takeLock } from './storage/exclusive-lock';
import { HeldResources } from './storage/held-resources';
import { Executions } from './storage/executions';
import { Pipelines } from './storage/pipelines';
import { ProcessingJobs } from './storage/processing-jobs';
import { recover } from './storage/recovery';
import { removeServerFile, writeServerFile, type ServingServer } from './storage/server-file';
import { stateFolderAt, type StateFolder } from './storage/state-folder';
import { Tags } from './storage/tags';

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
  /** Where it listens; a free port of the loopback unless given. */
  readonly address?: GatewayAddress;
  /** Serve other commands too, which find it through `server.json`; else this process alone uses it. */
  readonly announce?: boolean;
  /** Told to them: pipelines run by themselves here. */
  readonly schedules?: boolean;
  /**
   * How Java runs a processing job that starts now: `short` suits jobs over little data, for Java compiles less well and
   * starts faster. `long` unless given, and where it cannot be told.
   */
  readonly jvmOfJob?: (job: ProcessingJob, at: JobPlaces) => Promise<'short' | 'long'>;
  /** Buckets that are made when they are missing. */
  readonly buckets?: readonly string[];
}

/** Where what a job reads can be found. */
export type JobPlaces = Pick<LocalSagemaker, 'bucketRoot' | 'awsEnvironment'>;

export interface StartExecutionOptions {
  /** Overrides of the definition's defaults, as text or of the parameter's type. */
  readonly parameters: Readonly<Record<string, Scalar>>;
  readonly displayName?: string;
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
  /** Where it listens, and who it is. */
  readonly server: ServingServer;
  /**
   * Resolves when also DynamoDB and the services around it answer; requests to them wait for it.
   * @throws NdrError `local.moto`, `local.journal`
   */
  readonly ready: Promise<void>;
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
 * Opens the state folder for this process alone, and serves SageMaker and the services around it at one port. Unless it
 * serves other commands too, all of them answer when this resolves.
 * @throws NdrError `local.busy` while another command uses the folder, `local.address`, `local.moto`, `local.journal`
 */
export async function openLocalSagemaker(options: LocalSagemakerOptions): Promise<LocalSagemaker> {
  const folder = stateFolderAt(resolve(options.stateFolder));
  const { lockWaitMs: waitMs = defaultLockWaitMs, signal, environment, address = { port: 0 } } = options;
  const held = new HeldResources(await takeLock(folder.lock, { waitMs, signal }));
  try {
    const database = held.keep(openStateDatabase(folder.database), (opened) => opened.close());
    await endProcessesBelow(folder.sandboxes);
    recover(database, folder, new Date());
    const images = await readImages(folder.images);
    await mkdir(folder.buckets, { recursive: true });
    const { accountId: account, region } = defaultAccount;
    const s3 = held.keep(openS3({ ...folder, database: folder.objects, region, account }), (opened) => opened.close());
    const cloud = held.keep(startCloud({ python: environment.python, folder }), (started) => started.close());
    const gateway = held.keep(await openGateway(address), (opened) => opened.close());
    const isolation = options.isolation ?? (await findIsolation());
    const local = new OpenLocalSagemaker(options, { folder, database, s3, cloud, gateway, isolation, images }, held);
    if (!options.announce) await local.ready;
    return local;
  } catch (error) {
    await held.release();
    throw error;
  }
}

/** What an open state folder works with. */
interface Parts {
  readonly folder: StateFolder;
  readonly database: StateDatabase;
  readonly s3: OpenS3;
  readonly cloud: Cloud;
  readonly gateway: Gateway;
  readonly isolation: Isolation;
  readonly images: ImageTable;
}

class OpenLocalSagemaker implements LocalSagemaker {
  readonly bucketRoot: string;
  readonly server: ServingServer;
  readonly ready: Promise<void>;
  readonly awsEnvironment: Readonly<Record<string, string>>;
  readonly objectStore: BucketFolders;
  private readonly options: LocalSagemakerOptions;
  private readonly parts: Parts;
  private readonly held: HeldResources;
  private readonly account: LocalAccount = defaultAccount;
  private readonly pipelines: Pipelines;
  private readonly executions: Executions;
  private readonly processingJobs: ProcessingJobs;
  private readonly share: MachineShare;
  private readonly interpreter: Interpreter;
  private readonly jobRunner: JobRunner;
  private isClosing = false;
  private readonly abandon = () => this.interpreter.abandon();
  /** A hint that fails is none: the job meets what is wrong, and tells it. */
  private readonly jvmOfJob: JvmOfJob = async (job) => {
    return (await this.options.jvmOfJob?.(job, this).catch(() => undefined)) ?? 'long';
  };

  constructor(options: LocalSagemakerOptions, parts: Parts, held: HeldResources) {
    this.options = options;
    this.parts = parts;
    this.held = held;
    const { folder, database, gateway } = parts;
    const { region } = this.account;
    this.bucketRoot = folder.buckets;
    this.server = {
      ...{ endpoint: gateway.endpoint, region, bucketRoot: folder.buckets, stateDir: folder.root, pid: process.pid },
      ...(options.schedules && { schedules: true }),
    };
    this.ready = parts.cloud.ready;
    this.objectStore = new BucketFolders(folder.buckets, folder.uploads);
    this.awsEnvironment = {
      AWS_ENDPOINT_URL: gateway.endpoint,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    this.pipelines = new Pipelines(database);
    this.executions = new Executions(database);
    this.processingJobs = new ProcessingJobs(database);
    this.share = new MachineShare({ processes: this.processes, memoryMb: this.processes * this.memoryMb });
    this.interpreter = this.openInterpreter();
    this.jobRunner = this.openJobRunner();
    options.signal?.addEventListener('abort', this.abandon, { once: true });
    for (const bucket of options.buckets ?? []) parts.s3.folders.createBucket(bucket);
    this.serve();
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
    const { displayName } = options;
    const startTime = new Date().toISOString();
    this.executions.start({ arn, pipelineName, displayName, versionId, parameters, startTime });
    const { done } = this.interpreter.start(arn);
    if (this.options.signal?.aborted) this.interpreter.abandon();
    return { arn, done, stop: () => this.stop(arn, done) };
  }

  async close(): Promise<void> {
    this.options.signal?.removeEventListener('abort', this.abandon);
    this.isClosing = true;
    removeServerFile(this.parts.folder.server, process.pid);
    await Promise.all([this.interpreter.close(), this.jobRunner.close()]);
    await this.held.release();
  }

  private async stop(arn: string, done: Promise<ExecutionResult>): Promise<void> {
    if (this.interpreter.running(arn)) this.interpreter.stop(arn);
    await done;
  }

  private openInterpreter(): Interpreter {
    const { options, parts, account, awsEnvironment, objectStore: buckets, memoryMb } = this;
    const { folder, images } = parts;
    return openInterpreter({
      ...{ account, buckets, images, memoryMb, executions: this.executions, reporter: this.reporter },
      share: this.share,
      handlers: new Handlers(options.handlers ?? folder.handlers),
      handlerHost: {
        ...{ python: options.environment.python, awsEnvironment, scratch: folder.sandboxes },
        stopGraceMs: this.jobHost.stopGraceMs,
        endWithParent: parts.isolation.words,
      },
      jvmOfJob: this.jvmOfJob,
      logs: folder.logs,
      lambdaTimeoutMs: options.lambdaTimeoutMs ?? defaultLambdaTimeoutMs,
      callbackTimeoutMs: options.callbackTimeoutMs ?? defaultCallbackTimeoutMs,
      runJob: (job, signal) => this.jobRunner.runOfStep(job, signal),
    });
  }

  private openJobRunner(): JobRunner {
    const { processingJobs: jobs, jobHost: host, share, memoryMb, jvmOfJob } = this;
    return new JobRunner({
      ...{ jobs, host, share, memoryMb, jvmOfJob },
      foldersOf: (jobName) => this.foldersOf(jobName),
    });
  }

  /** Answers requests, and says so to other commands where it serves them. */
  private serve(): void {
    const { account, parts, pipelines, executions, processingJobs, interpreter, jobRunner } = this;
    const { database, folder, gateway, cloud } = parts;
    const context: SageMakerContext = {
      ...{ account, database, pipelines, executions, processingJobs, interpreter, jobRunner },
      tags: new Tags(database),
      clientTokens: new ClientTokens(database),
      buckets: this.objectStore,
      isClosing: () => this.isClosing,
    };
    gateway.serve({
      sagemaker: (operation, body) => handleSageMakerRequest(operation, body, context),
      logs: (operation, body) => handleLogsRequest(operation, body, { logs: folder.logs, account }),
      ...{ s3: parts.s3, moto: cloud.moto, dynamodb: cloud.dynamodb, self: this.server },
    });
    if (this.options.announce) writeServerFile(folder.server, this.server);
  }

  /** What jobs run on, beside their share of the memory. */
  private get jobHost() {
    const { bucketRoot, awsEnvironment, objectStore: buckets } = this;
    const { isolation, images } = this.parts;
    const { environment: python, stopGraceMs = defaultStopGraceMs } = this.options;
    return { python, buckets, bucketRoot, isolation, images, awsEnvironment, stopGraceMs };
  }

  private foldersOf(jobName: string): JobFolders {
    const { sandboxes, logs } = this.parts.folder;
    return { sandboxes, logs: jobLogFolder(logs, jobName) };
  }

  private get processes(): number {
    return this.options.parallelSteps ?? Math.max(2, Math.floor(availableParallelism() / 2));
  }

  private get memoryMb(): number {
    return this.options.sparkMemoryMb ?? defaultMemoryMb(this.processes);
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
