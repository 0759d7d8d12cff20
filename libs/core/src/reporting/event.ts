/** Status of a step, in SageMaker's words. */
export type StepStatus = 'Starting' | 'Executing' | 'Succeeded' | 'Failed' | 'Stopping' | 'Stopped';

/** Status of an execution, in SageMaker's words. */
export type ExecutionStatus = 'Executing' | 'Stopping' | 'Stopped' | 'Failed' | 'Succeeded';

/** Everything that a library tells while it works; only an application decides how it looks. */
export type NdrEvent =
  | {
      readonly type: 'execution-started';
      readonly pipeline: string;
      readonly arn: string;
      readonly steps: readonly string[];
      /** ISO 8601; now unless given, as are the other times: who follows late is told when it was. */
      readonly startTime?: string;
    }
  | {
      readonly type: 'step-changed';
      readonly step: string;
      readonly status: StepStatus;
      readonly reason?: string;
      /** Number of the attempt, where the service counts them. */
      readonly attempt?: number;
      /** Execution whose result was taken instead of running the step. */
      readonly cacheHit?: string;
      readonly startTime?: string;
      readonly endTime?: string;
    }
  | {
      readonly type: 'execution-ended';
      readonly arn: string;
      readonly status: ExecutionStatus;
      readonly reason?: string;
      readonly endTime?: string;
    }
  | {
      readonly type: 'change-applied';
      readonly kind: string;
      readonly name: string;
      readonly action: 'create' | 'update' | 'delete';
    }
  | { readonly type: 'stage'; readonly stage: string; readonly detail?: string }
  | {
      readonly type: 'progress';
      readonly stage: string;
      readonly done: number;
      readonly total: number;
      readonly unit: string;
    }
  | { readonly type: 'notice'; readonly text: string };
