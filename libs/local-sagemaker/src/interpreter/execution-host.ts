import type { Reporter } from '@ndr/core';
import type { Callbacks } from './callbacks';
import type { ExecutionStore } from './execution-store';
import type { HandlerHost } from './handler-process';
import type { Handlers } from './handlers';
import type { LocalAccount } from './identity';
import type { MachineShare } from './machine-share';
import type { JobIdentity } from '../processing/container-files';
import type { ProcessingJob } from '../processing/processing-job';
import type { JobEnd } from '../processing/run-job';
import type { JvmOfJob, SparkShare } from '../processing/smspark-submit/install';
import type { BucketFolders } from '../storage/bucket-folders';

/** The processing job of a step that is to run. */
export interface StepJob {
  readonly job: ProcessingJob;
  readonly identity: JobIdentity;
  readonly executionArn: string;
  readonly spark: SparkShare;
  /** Folder of its logs. */
  readonly logs: string;
}

/** What the executions of a state folder run on, all of them together. */
export interface ExecutionHost {
  readonly account: LocalAccount;
  readonly store: ExecutionStore;
  readonly reporter: Reporter;
  readonly buckets: BucketFolders;
  readonly share: MachineShare;
  readonly callbacks: Callbacks;
  readonly handlers: Handlers;
  readonly handlerHost: HandlerHost;
  /** How Java runs a step's job. */
  readonly jvmOfJob: JvmOfJob;
  /** Memory of the Spark driver of an instance, in MiB. */
  readonly memoryMb: number;
  /** Folder of the state folder's logs. */
  readonly logs: string;
  /** After so many milliseconds a Lambda function is ended, and its step fails. */
  readonly lambdaTimeoutMs: number;
  /** After so many milliseconds without an answer a Callback step fails. */
  readonly callbackTimeoutMs: number;
  /** Runs a processing job to its end; aborting `signal` stops it. */
  runJob(job: StepJob, signal: AbortSignal): Promise<JobEnd>;
}
