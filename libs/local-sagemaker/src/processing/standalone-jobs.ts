import { refuse, type Json } from '@ndr/core';
import { processingJobOf, unsupportedInJob } from './job-request';
import type { ProcessingJob } from './processing-job';
import { runProcessingJob, type JobFolders, type JobHost } from './run-job';
import type { SparkShare } from './smspark-submit/install';
import type { ProcessingJobs, StoredProcessingJob } from '../storage/processing-jobs';

/** What processing jobs that are no steps run on. */
export interface StandaloneJobsOptions {
  readonly jobs: ProcessingJobs;
  readonly host: Omit<JobHost, 'spark'>;
  /** The part of the machine that a job's Spark may use. */
  readonly sparkOf: (job: ProcessingJob) => Promise<SparkShare>;
  readonly foldersOf: (jobName: string) => JobFolders;
  /** Runs a job when the machine has room for it. */
  readonly whenThereIsRoom: <Result>(run: () => Promise<Result>, signal: AbortSignal) => Promise<Result>;
}

/** Runs the processing jobs that clients create by themselves, outside of any execution. */
export class StandaloneJobs {
  private readonly options: StandaloneJobsOptions;
  private readonly running = new Map<string, { readonly stop: AbortController; readonly ended: Promise<void> }>();

  constructor(options: StandaloneJobsOptions) {
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

  /** Runs a job that is recorded as in progress; returns at once. */
  start(name: string): void {
    const stored = this.options.jobs.find(name);
    if (!stored) return;
    const stop = new AbortController();
    const ended = this.run(stored, stop.signal).finally(() => this.running.delete(stored.name));
    this.running.set(stored.name, { stop, ended });
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
    await Promise.all(running.map(({ ended }) => ended));
  }

  private async run(stored: StoredProcessingJob, signal: AbortSignal): Promise<void> {
    const job: ProcessingJob = processingJobOf(`processing job ${stored.name}`, JSON.parse(stored.request) as Json);
    const { foldersOf, host, jobs, sparkOf, whenThereIsRoom } = this.options;
    const identity = { name: stored.name, arn: stored.arn };
    const run = async () =>
      runProcessingJob(job, identity, { ...host, spark: await sparkOf(job) }, foldersOf(stored.name), signal);
    const end = await whenThereIsRoom(run, signal).catch((error: unknown) => {
      if (signal.aborted) return { status: 'Stopped' as const, exitMessage: undefined };
      const failureReason = error instanceof Error ? error.message : String(error);
      return { status: 'Failed' as const, failureReason, exitMessage: undefined };
    });
    jobs.end(stored.name, end, new Date());
  }
}
