import type { Pipeline, Reporter } from '@ndr/core';
import type { AwsClients } from '../account/aws-clients';
import type { PreparedPipeline } from '../code-bundles/prepare-pipeline';
import type { Environment } from '../environment';
import type { JobSpecSet } from '../job-specs/job-spec-set';

/** Where actions work, and who is told. */
export interface ActionContext {
  readonly environment: Environment;
  readonly clients: AwsClients;
  readonly reporter: Reporter;
  readonly signal?: AbortSignal;
}

/** What an account is to hold. */
export interface Deployment {
  readonly pipelines: readonly { readonly pipeline: Pipeline; readonly prepared: PreparedPipeline }[];
  /** Complete and aligned. */
  readonly jobSpecSets: readonly JobSpecSet[];
}
