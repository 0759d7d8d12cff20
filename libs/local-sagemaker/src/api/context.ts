import type { Interpreter } from '../interpreter';
import type { LocalAccount } from '../interpreter/identity';
import type { BucketFolders } from '../storage/bucket-folders';
import type { ClientTokens } from '../storage/client-tokens';
import type { StateDatabase } from '../storage/database';
import type { Executions } from '../storage/executions';
import type { Pipelines } from '../storage/pipelines';
import type { Tags } from '../storage/tags';

/** What SageMaker's operations work on. */
export interface SageMakerContext {
  readonly account: LocalAccount;
  readonly database: StateDatabase;
  readonly pipelines: Pipelines;
  readonly executions: Executions;
  readonly tags: Tags;
  readonly clientTokens: ClientTokens;
  /** Where definitions in S3 lie. */
  readonly buckets: BucketFolders;
  readonly interpreter: Interpreter;
}
