import { NdrError, refuse, type ExecutionStatus, type Json, type PipelineDefinition, type Reporter } from '@ndr/core';
import { evaluate, type Scope } from './evaluate';
import { jobNameOf, processingJobArn, type LocalAccount } from './identity';
import type { ParameterValues } from './parameters';
import { dependenciesOf, type Dependencies } from './schedule';
import { processingJobOf, unsupportedInProcessing } from './steps/processing';
import type { JobIdentity } from '../processing/container-files';
import type { ImageTable } from '../processing/images';
import { instanceLog, jobLogFolder } from '../logs';
import { runProcessingJob, type JobEnd, type JobHost } from '../processing/run-job';
import type { ProcessingJob } from '../processing/processing-job';
import type { JvmOfStep } from '../processing/smspark-submit/install';
import type { Executions } from '../storage/executions';

/** An execution that was checked and can start. */
export interface ExecutionPlan {
  readonly arn: string;
  readonly id: string;
  readonly pipelineName: string;
  readonly pipelineArn: string;
  readonly definition: PipelineDefinition;
  readonly parameters: ParameterValues;
  readonly startTime: Date;
}

/** What an execution runs on. */
export interface ExecutionHost {
  readonly account: LocalAccount;
  readonly jobs: Omit<JobHost, 'spark'>;
  /** Memory of a step's Spark driver in MiB. */
  readonly memoryMb: number;
  readonly jvmOf: JvmOfStep;
  readonly executions: Executions;
  readonly reporter: Reporter;
  /** Folder of the running jobs' sandboxes. */
  readonly sandboxes: string;
  /** Folder of the state folder's logs. */
  readonly logs: string;
  /** Steps that run at once, at most. */
  readonly parallelSteps: number;
}

/**
 * Refuses what cannot run on this machine, before anything starts.
 * @throws NdrError `local.unsupported`, or what is wrong with the definition's references
 */
export function checkRunnable(definition: PipelineDefinition, images: ImageTable): void {
  refuse(
    definition.Steps.flatMap((step) => {
      if (step.Type === 'Processing') return unsupportedInProcessing(step, images);
      return [
        {
          code: 'local.unsupported',
          place: `step ${step.Name}`,
          cause: `a step of the type ${step.Type} does not run on this machine`,
          remedy: 'Run it on SageMaker, or leave that step out.',
        },
      ];
    }),
  );
  dependenciesOf(definition);
}

/**
 * Runs a checked execution to its end. As on SageMaker, a step that fails lets the running ones end, no other starts,
 * and the execution fails. Aborting `signal` stops the running steps.
 */
export async function runExecution(
  plan: ExecutionPlan,
  host: ExecutionHost,
  signal: AbortSignal,
): Promise<ExecutionStatus> {
  const run = new ExecutionRun(plan, host, signal);
  return run.toEnd();
}

class ExecutionRun {
  private readonly plan: ExecutionPlan;
  private readonly host: ExecutionHost;
  private readonly signal: AbortSignal;
  private readonly dependencies: Dependencies;
  /** What the steps that succeeded tell of themselves. */
  private readonly succeeded = new Map<string, Json>();
  private readonly failed: string[] = [];
  private readonly running = new Map<string, Promise<void>>();

  constructor(plan: ExecutionPlan, host: ExecutionHost, signal: AbortSignal) {
    this.plan = plan;
    this.host = host;
    this.signal = signal;
    this.dependencies = dependenciesOf(plan.definition);
  }

  async toEnd(): Promise<ExecutionStatus> {
    const markStopping = () => this.host.executions.change(this.plan.arn, 'Stopping');
    this.signal.addEventListener('abort', markStopping, { once: true });
    const waiting = new Set(this.dependencies.keys());
    for (;;) {
      for (const step of this.startable(waiting)) {
        waiting.delete(step);
        const ended = this.runStep(step).finally(() => this.running.delete(step));
        this.running.set(step, ended);
      }
      if (this.running.size === 0) break;
      await Promise.race(this.running.values());
    }
    this.signal.removeEventListener('abort', markStopping);
    const status =
      this.failed.length > 0 ? 'Failed' : this.succeeded.size < this.dependencies.size ? 'Stopped' : 'Succeeded';
    const reason = status === 'Failed' ? `Step failure: ${this.failed.join(', ')} failed.` : undefined;
    this.host.executions.change(this.plan.arn, status, reason, new Date().toISOString());
    this.host.reporter({
      type: 'execution-ended',
      arn: this.plan.arn,
      status,
      ...(reason !== undefined && { reason }),
    });
    return status;
  }

  private startable(waiting: ReadonlySet<string>): string[] {
    if (this.signal.aborted || this.failed.length > 0) return [];
    const ready = [...waiting].filter((step) =>
      [...(this.dependencies.get(step) ?? [])].every((dependency) => this.succeeded.has(dependency)),
    );
    return ready.slice(0, this.host.parallelSteps - this.running.size);
  }

  private async runStep(step: string): Promise<void> {
    const startTime = new Date();
    const name = jobNameOf(this.plan.id, step);
    const identity = { name, arn: processingJobArn(this.host.account, name) };
    const logs = jobLogFolder(this.host.logs, name);
    this.host.executions.startStep(this.plan.arn, {
      name: step,
      type: 'Processing',
      status: 'Executing',
      startTime: startTime.toISOString(),
    });
    const logFile = instanceLog(logs, 'algo-1');
    this.host.executions.changeStep(this.plan.arn, step, { jobName: name, logFile, attemptCount: 1 });
    this.host.reporter({ type: 'step-changed', step, status: 'Executing' });
    try {
      const job = this.jobOf(step, identity);
      const folders = { sandboxes: this.host.sandboxes, logs };
      const spark = { memoryMb: this.host.memoryMb, jvm: await this.host.jvmOf(step) };
      const end = await runProcessingJob(job, identity, { ...this.host.jobs, spark }, folders, this.signal);
      if (end.status === 'Completed') this.succeeded.set(step, description(job, identity, startTime, end));
      this.endStep(step, end);
    } catch (error) {
      if (!(error instanceof NdrError)) throw error;
      this.endStep(step, { status: 'Failed', failureReason: error.message, exitMessage: undefined });
    }
  }

  private endStep(step: string, end: JobEnd): void {
    const status = end.status === 'Completed' ? 'Succeeded' : end.status;
    const reason = end.status === 'Failed' ? end.failureReason : undefined;
    if (status === 'Failed') this.failed.push(step);
    this.host.executions.changeStep(this.plan.arn, step, {
      status,
      ...(reason !== undefined && { failureReason: reason }),
      endTime: new Date().toISOString(),
    });
    this.host.reporter({ type: 'step-changed', step, status, ...(reason !== undefined && { reason }) });
  }

  private jobOf(step: string, identity: JobIdentity): ProcessingJob {
    const definition = this.plan.definition.Steps.find(({ Name }) => Name === step);
    const scope: Scope = {
      parameters: this.plan.parameters,
      variable: (name) => this.variables(identity)[name],
      step: (name) => this.succeeded.get(name),
    };
    return processingJobOf(step, evaluate(definition?.Arguments ?? {}, scope));
  }

  private variables(identity: JobIdentity): Readonly<Record<string, string>> {
    return {
      CurrentDateTime: new Date().toISOString(),
      StartDateTime: this.plan.startTime.toISOString(),
      PipelineName: this.plan.pipelineName,
      PipelineArn: this.plan.pipelineArn,
      PipelineExecutionId: this.plan.id,
      PipelineExecutionArn: this.plan.arn,
      ProcessingJobName: identity.name,
    };
  }
}

/** What DescribeProcessingJob tells of a job that completed: the properties that other steps may use. */
function description(job: ProcessingJob, identity: JobIdentity, startTime: Date, { exitMessage }: JobEnd): Json {
  return {
    ...(job as unknown as Readonly<Record<string, Json>>),
    ProcessingJobName: identity.name,
    ProcessingJobArn: identity.arn,
    ProcessingJobStatus: 'Completed',
    ...(exitMessage !== undefined && { ExitMessage: exitMessage }),
    CreationTime: startTime.toISOString(),
    ProcessingStartTime: startTime.toISOString(),
    ProcessingEndTime: new Date().toISOString(),
  };
}
