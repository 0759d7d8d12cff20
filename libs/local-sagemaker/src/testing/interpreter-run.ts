import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { NdrEvent, Scalar, SelectiveExecutionConfig } from '@ndr/core';
import { openInterpreter, type Interpreter, type RunningExecution, type StoredStep } from '../interpreter';
import type { StepJob } from '../interpreter/execution-host';
import type { ExecutionResult } from '../interpreter/execution-result';
import { Handlers } from '../interpreter/handlers';
import { defaultAccount, executionArn, newId, pipelineArn } from '../interpreter/identity';
import { MachineShare, type Need } from '../interpreter/machine-share';
import { ImageTable } from '../processing/images';
import type { JobEnd } from '../processing/run-job';
import { BucketFolders } from '../storage/bucket-folders';
import { openStateDatabase, type StateDatabase } from '../storage/database';
import { Executions } from '../storage/executions';
import { Pipelines } from '../storage/pipelines';

/** What a job of a test does: its program's name is the first word of the step's entry point. */
export type TestJob = (job: StepJob, signal: AbortSignal) => Promise<JobEnd>;

/** How a job ends that does its work at once. */
export const completed: JobEnd = { status: 'Completed', exitMessage: undefined };

/** How a job ends that fails. */
export const failedFor = (failureReason: string): JobEnd => ({
  status: 'Failed',
  failureReason,
  exitMessage: undefined,
});

/** What beside the definition an execution of a test is started with. */
export interface TestRequest {
  readonly pipeline?: string;
  readonly parameters?: Readonly<Record<string, Scalar>>;
  readonly selectiveExecution?: SelectiveExecutionConfig;
  readonly maxParallelSteps?: number;
}

/** Where the interpreter of a test differs from others. */
export interface TestOptions {
  readonly limit?: Need;
  readonly awsEnvironment?: Readonly<Record<string, string>>;
  readonly lambdaTimeoutMs?: number;
  readonly callbackTimeoutMs?: number;
}

/** An interpreter over a database of its own, whose jobs are functions: nothing is started, so it is quick. */
export class InterpreterRun {
  readonly folder = mkdtempSync(join(tmpdir(), 'ndr-interpreter-'));
  readonly events: NdrEvent[] = [];
  readonly jobs = new Map<string, TestJob>([['true', () => Promise.resolve(completed)]]);
  readonly database: StateDatabase;
  readonly executions: Executions;
  readonly buckets: BucketFolders;
  readonly interpreter: Interpreter;
  private readonly pipelines: Pipelines;

  constructor(options: TestOptions = {}) {
    const { limit = { processes: 100, memoryMb: 100_000 }, awsEnvironment = {} } = options;
    const { lambdaTimeoutMs = 60_000, callbackTimeoutMs = 60_000 } = options;
    this.database = openStateDatabase(join(this.folder, 'state.db'));
    this.executions = new Executions(this.database);
    this.pipelines = new Pipelines(this.database);
    this.buckets = new BucketFolders(join(this.folder, 'buckets'), join(this.folder, 'uploads'));
    const scratch = join(this.folder, 'sandboxes');
    this.interpreter = openInterpreter({
      ...{ account: defaultAccount, executions: this.executions, buckets: this.buckets, images: new ImageTable() },
      reporter: (event) => this.events.push(event),
      share: new MachineShare(limit),
      handlers: new Handlers(join(this.folder, 'handlers')),
      handlerHost: { python: 'python3', awsEnvironment, endWithParent: [], scratch, stopGraceMs: 1000 },
      jvmOfJob: () => Promise.resolve('long'),
      memoryMb: 100,
      logs: join(this.folder, 'logs'),
      ...{ lambdaTimeoutMs, callbackTimeoutMs },
      runJob: (job, signal) => {
        const [program = ''] = job.job.AppSpecification.ContainerEntrypoint ?? [];
        return this.jobs.get(program)?.(job, signal) ?? Promise.resolve(failedFor(`no job ${program}`));
      },
    });
  }

  /** Stores an execution of a definition, after checking it as a client's request is, and starts it. */
  start(definition: string, request: TestRequest = {}): RunningExecution {
    return this.interpreter.start(this.store(definition, request));
  }

  /** Stores an execution that nobody runs, as one is whose process was killed; answers its ARN. */
  store(definition: string, request: TestRequest = {}): string {
    const { pipeline: pipelineName = 'test', parameters = {}, selectiveExecution, maxParallelSteps } = request;
    const selective = selectiveExecution && { selectiveExecution };
    const checked = this.interpreter.check({ pipelineName, definition, parameters, ...selective });
    const now = new Date();
    const arn = pipelineArn(defaultAccount, pipelineName);
    const settings = { displayName: null, description: null, roleArn: null, parallelism: null };
    if (this.pipelines.find(pipelineName)) this.pipelines.addVersion(pipelineName, definition, now);
    else this.pipelines.create({ name: pipelineName, arn, ...settings }, definition, now);
    const { versionId } = this.pipelines.get(pipelineName);
    const execution = executionArn(arn, newId());
    this.executions.start({
      ...{ arn: execution, pipelineName, versionId, parameters: checked.parameters, startTime: now.toISOString() },
      ...(maxParallelSteps !== undefined && { parallelism: { MaxParallelExecutionSteps: maxParallelSteps } }),
      ...selective,
    });
    return execution;
  }

  /** Runs a definition to its end. */
  async run(definition: string, request: TestRequest = {}): Promise<ExecutionResult> {
    return this.start(definition, request).done;
  }

  /** Puts a handler file where it is found: `lambda/<function>.py`, `steps/<type>.mjs`. */
  handler(path: string, text: string): void {
    const file = join(this.folder, 'handlers', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** What is stored of a step of an execution. */
  step(arn: string, name: string): StoredStep {
    const found = this.executions.steps(arn).find((step) => step.name === name);
    if (!found) throw new RangeError(`the step ${name} did not start`);
    return found;
  }

  /** Name and status of each step that started, by name. */
  statuses(arn: string): Readonly<Record<string, string>> {
    return Object.fromEntries(this.executions.steps(arn).map(({ name, status }) => [name, status]));
  }

  async close(): Promise<void> {
    await this.interpreter.close();
    this.database.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
