import type { Interpreter } from '../interpreter';
import type { LocalAccount } from '../interpreter/identity';
import type { JobRunner } from '../processing/job-runner';
import type { BucketFolders } from '../storage/bucket-folders';
import type { ClientTokens } from '../storage/client-tokens';
import type { StateDatabase } from '../storage/database';
import type { Executions } from '../storage/executions';
import type { Pipelines } from '../storage/pipelines';
import type { ProcessingJobs } from '../storage/processing-jobs';
import type { Tags } from '../storage/tags';

/** What SageMaker's operations work on. */
export interface SageMakerContext {
  readonly account: LocalAccount;
  readonly database: StateDatabase;
  readonly pipelines: Pipelines;
  readonly executions: Executions;
  readonly processingJobs: ProcessingJobs;
  readonly tags: Tags;
  readonly clientTokens: ClientTokens;
  /** Where definitions in S3 lie. */
  readonly buckets: BucketFolders;
  readonly interpreter: Interpreter;
  readonly jobRunner: JobRunner;
  /** Whether the server is about to end: nothing begins any more. */
  readonly isClosing: () => boolean;
}
