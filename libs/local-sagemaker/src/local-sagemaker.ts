import { mkdir } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { silent, type Reporter, type Scalar } from '@ndr/core';
import { startMoto, type Moto } from './gateway/moto';
import { parseDefinition } from './interpreter/definition';
import type { ExecutionResult } from './interpreter/execution-result';
import { defaultAccount, executionArn, newId, pipelineArn, type LocalAccount } from './interpreter/identity';
import { parameterValues } from './interpreter/parameters';
import { checkRunnable, runExecution, type ExecutionPlan } from './interpreter/run-execution';
import { readImages, type ImageTable } from './processing/images';
import { findIsolation, type Isolation } from './processing/isolation';
import { endProcessesBelow } from './processing/job-processes';
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
  private readonly running = new Set<LocalExecution>();

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
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- the API is that of a service, and throws by rejecting
  async upsertPipeline(name: string, definition: string, { description }: { readonly description?: string } = {}) {
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
    const pipeline = this.pipelines.get(pipelineName);
    const definition = parseDefinition(pipelineName, pipeline.definition);
    checkRunnable(definition, this.held.images);
    const parameters = parameterValues(definition.Parameters ?? [], options.parameters);
    const id = newId();
    const plan: ExecutionPlan = {
      arn: executionArn(pipeline.arn, id),
      id,
      pipelineName,
      pipelineArn: pipeline.arn,
      definition,
      parameters,
      startTime: new Date(),
    };
    this.executions.start({
      arn: plan.arn,
      pipelineName,
      displayName: options.displayName,
      versionId: pipeline.versionId,
      parameters,
      startTime: plan.startTime.toISOString(),
    });
    this.reporter({
      type: 'execution-started',
      pipeline: pipelineName,
      arn: plan.arn,
      steps: definition.Steps.map(({ Name }) => Name),
    });
    return this.run(plan, options.jvmOf ?? (() => Promise.resolve('long')));
  }

  async close(): Promise<void> {
    await Promise.all([...this.running].map((execution) => execution.stop()));
    await this.held.moto.close();
    this.held.database.close();
    this.held.lock.release();
  }

  private run(plan: ExecutionPlan, jvmOf: JvmOfStep): LocalExecution {
    const stop = new AbortController();
    const { signal } = this.options;
    const { folder, isolation, images } = this.held;
    const parallelSteps = this.options.parallelSteps ?? Math.max(2, Math.floor(availableParallelism() / 2));
    const host = {
      account: this.account,
      jobs: {
        python: this.options.environment,
        buckets: this.objectStore,
        bucketRoot: this.bucketRoot,
        isolation,
        images,
        awsEnvironment: this.awsEnvironment,
        stopGraceMs: this.options.stopGraceMs ?? defaultStopGraceMs,
      },
      memoryMb: this.options.sparkMemoryMb ?? defaultMemoryMb(parallelSteps),
      jvmOf,
      executions: this.executions,
      reporter: this.reporter,
      sandboxes: folder.sandboxes,
      logs: folder.logs,
      parallelSteps,
    };
    const ended = runExecution(plan, host, AbortSignal.any([stop.signal, ...(signal ? [signal] : [])]));
    const execution: LocalExecution = {
      arn: plan.arn,
      done: ended.then(() => this.executions.result(plan.arn)).finally(() => this.running.delete(execution)),
      stop: async () => {
        stop.abort();
        await execution.done;
      },
    };
    this.running.add(execution);
    return execution;
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
