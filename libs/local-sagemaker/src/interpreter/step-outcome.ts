import type { Json, RetryReason } from '@ndr/core';

/** How one attempt at a step ended. */
export type StepOutcome =
  | {
      readonly status: 'Succeeded';
      /** What it tells later steps of itself. */
      readonly properties: Json;
    }
  | {
      readonly status: 'Failed';
      /** Absent where the author of the pipeline gave none: a Fail step without a message. */
      readonly reason?: string;
      /** Why SageMaker would try again; absent for what another attempt would not change. */
      readonly exception?: RetryReason;
    }
  | { readonly status: 'Stopped' };
