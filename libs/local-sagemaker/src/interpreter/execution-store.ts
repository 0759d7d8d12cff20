import type { ExecutionStatus, Json, SelectiveExecutionConfig, StepStatus } from '@ndr/core';
import type { ParameterValues } from './parameters';

/** An execution as it is stored: everything that running it needs. */
export interface StoredExecution {
  readonly arn: string;
  readonly pipelineName: string;
  readonly pipelineArn: string;
  /** The definition's JSON text, as it was when the execution started. */
  readonly definition: string;
  /** Every parameter's value, defaults included. */
  readonly parameters: ParameterValues;
  /** Steps of it that run at once, at most; as many as the machine takes when absent. */
  readonly maxParallelSteps?: number;
  readonly selectiveExecution?: SelectiveExecutionConfig;
  readonly status: ExecutionStatus;
  /** ISO 8601, UTC. */
  readonly startTime: string;
}

/** A step when it starts. */
export interface NewStep {
  readonly name: string;
  /** In SageMaker's words, such as `Processing`. */
  readonly type: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly status: StepStatus;
  /** ISO 8601, UTC. */
  readonly startTime: string;
}

/** What becomes known of a step while it runs and when it ends; members that are absent stay as they were. */
export interface StepChange {
  readonly status?: StepStatus;
  readonly failureReason?: string;
  /** ISO 8601, UTC. */
  readonly endTime?: string;
  /** How often it was tried; 0 for a result that was taken from elsewhere. */
  readonly attemptCount?: number;
  readonly jobName?: string;
  /** Log of its first instance; the logs of the others lie beside it. */
  readonly logFile?: string;
  /** PipelineExecutionStepMetadata, as ListPipelineExecutionSteps answers it. */
  readonly metadata?: Json;
  /** What a step that succeeded tells later ones of itself: what `Steps.<name>.…` refers to. */
  readonly properties?: Json;
  /** Digest of what decides its result; absent for steps that keep none. */
  readonly cacheKey?: string;
  /** ARN of the execution whose result was taken, on a cache hit. */
  readonly cacheSource?: string;
  /** ARN of the execution whose result stands for a step that was not selected. */
  readonly selectiveSource?: string;
}

/** A step as it is stored. */
export interface StoredStep extends NewStep, Omit<StepChange, 'status'> {}

/** A step's result that an earlier execution left. */
export interface EarlierResult {
  readonly executionArn: string;
  readonly step: StoredStep;
}

/**
 * What the interpreter reads and writes of executions. Each call is done when it returns: what it wrote outlives the
 * process.
 */
export interface ExecutionStore {
  /** @throws NdrError `local.unknown-execution` */
  execution(arn: string): StoredExecution;
  /** Records a status of an execution; `endTime` where it is a final one, and none where it runs again. */
  change(arn: string, status: ExecutionStatus, failureReason?: string, endTime?: string): void;
  /** Steps that have started, in the order in which they did. */
  steps(arn: string): readonly StoredStep[];
  /** Records a step that starts; one of that name that is there, of an attempt before, is replaced. */
  startStep(arn: string, step: NewStep): void;
  changeStep(arn: string, step: string, change: StepChange): void;
  /**
   * The newest success of a step of that name and cache key in `pipelineName`, ended at `since` or later; results that
   * were taken from elsewhere themselves do not count.
   */
  cachedStep(pipelineName: string, step: string, cacheKey: string, since?: string): EarlierResult | undefined;
}
