import type { ExecutionStatus, StepStatus } from '@ndr/core';

/** What became of one step of an execution; a step that never started has no entry. */
export interface StepResult {
  readonly name: string;
  readonly status: StepStatus;
  readonly failureReason?: string;
  /** ISO 8601, UTC. */
  readonly startTime: string;
  /** ISO 8601, UTC; undefined while it runs. */
  readonly endTime?: string;
  /** Log of its first instance; the logs of the others lie beside it. */
  readonly logFile: string;
}

/** What became of an execution. */
export interface ExecutionResult {
  readonly arn: string;
  readonly status: ExecutionStatus;
  readonly failureReason?: string;
  readonly steps: readonly StepResult[];
}
