import { refuse, type Json } from '@ndr/core';
import { processingJobOf, unsupportedInJob } from './job-request';
import { runProcessingJob, type JobEnd, type JobFolders, type JobHost } from './run-job';
import type { JvmOfJob } from './smspark-submit/install';
import type { StepJob } from '../interpreter/execution-host';
import { needOfInstances, type MachineShare } from '../interpreter/machine-share';
import type { ProcessingJobs, StoredProcessingJob } from '../storage/processing-jobs';

/** What the processing jobs of a state folder run on. */
export interface JobRunnerOptions {
  readonly jobs: ProcessingJobs;
  readonly host: Omit<JobHost, 'spark'>;
  readonly foldersOf: (jobName: string) => JobFolders;
  /** The machine, where jobs that are no step's take their part themselves. */
  readonly share: MachineShare;
  /** Memory of the Spark driver of an instance, in MiB. */
  readonly memoryMb: number;
  readonly jvmOfJob: JvmOfJob;
}

/** Runs processing jobs: those of steps, and those that clients create by themselves. */
export class JobRunner {
  private readonly options: JobRunnerOptions;
  private readonly running = new Map<string, { readonly stop: AbortController; readonly ended: Promise<unknown> }>();

  constructor(options: JobRunnerOptions) {
    this.options = options;
  }

  /**
   * Refuses a request that cannot run on this machine.
   * @throws NdrError `local.unsupported` or `definition.invalid`
   */
  check(name: string, request: string): void {
    const asked = JSON.parse(request) as Json;
    const place = `processing job ${name}`;
    refuse(unsupportedInJob(place, asked, this.options.host.images));
    processingJobOf(place, asked);
  }

  /** Runs a job of a client that is recorded as in progress; returns at once. */
  start(name: string): void {
    const stored = this.options.jobs.find(name);
    if (!stored) return;
    // One whose end cannot be recorded is recorded as failed by the next start of the server.
    this.stoppable(stored.name, (signal) => this.runStored(stored, signal)).catch(() => undefined);
  }

  /** Records the job of a step and runs it to its end; it is stopped by `signal`, or by its name. */
  async runOfStep({ job, identity, executionArn, spark }: StepJob, signal: AbortSignal): Promise<JobEnd> {
    const { jobs, host, foldersOf } = this.options;
    jobs.start({ ...identity, request: JSON.stringify(job), executionArn }, new Date());
    const end = await this.stoppable(identity.name, (stop) => {
      const either = AbortSignal.any([signal, stop]);
      return runProcessingJob(job, identity, { ...host, spark }, foldersOf(identity.name), either);
    });
    jobs.end(identity.name, end, new Date());
    return end;
  }

  /** Asks a job to end; returns at once. One that has ended stays as it is. */
  stop(name: string): void {
    const stored = this.options.jobs.find(name);
    if (stored) this.running.get(stored.name)?.stop.abort();
  }

  /** Stops every job, and resolves when all have ended. */
  async close(): Promise<void> {
    const running = [...this.running.values()];
    running.forEach(({ stop }) => stop.abort());
    await Promise.allSettled(running.map(({ ended }) => ended));
  }

  private stoppable<Result>(name: string, run: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const stop = new AbortController();
    const ended = run(stop.signal).finally(() => this.running.delete(name));
    this.running.set(name, { stop, ended });
    return ended;
  }

  private async runStored(stored: StoredProcessingJob, signal: AbortSignal): Promise<void> {
    const job = processingJobOf(`processing job ${stored.name}`, JSON.parse(stored.request) as Json);
    const { foldersOf, host, jobs, jvmOfJob, memoryMb, share } = this.options;
    const identity = { name: stored.name, arn: stored.arn };
    const run = async (): Promise<JobEnd> => {
      const need = needOfInstances(job.ProcessingResources.ClusterConfig.InstanceCount, memoryMb);
      const held = await share.take(need, signal);
      try {
        const spark = { memoryMb, jvm: await jvmOfJob(job) };
        return await runProcessingJob(job, identity, { ...host, spark }, foldersOf(stored.name), signal);
      } finally {
        held.release();
      }
    };
    const end = await run().catch((error: unknown) => {
      if (signal.aborted) return { status: 'Stopped' as const, exitMessage: undefined };
      const failureReason = error instanceof Error ? error.message : String(error);
      return { status: 'Failed' as const, failureReason, exitMessage: undefined };
    });
    jobs.end(stored.name, end, new Date());
  }
}
