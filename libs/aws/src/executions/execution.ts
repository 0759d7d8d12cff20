import {
  DescribePipelineExecutionCommand,
  paginateListPipelineExecutionSteps,
  type DescribePipelineExecutionResponse,
  type PipelineExecutionStep,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { codes, NdrError, type ExecutionStatus, type StepStatus } from '@ndr/core';
import { pipelineOfExecution } from './execution-arn';
import { jobOf, type StepJob } from './step-job';
import { isAbsence } from '../pipelines/stored-pipeline';

/** An execution as SageMaker tells it at one moment. */
export interface Execution {
  readonly arn: string;
  readonly pipeline: string;
  readonly displayName?: string;
  readonly status: ExecutionStatus;
  readonly failureReason?: string;
  /** ISO 8601. */
  readonly startTime: string;
  /** When it last changed: of one that has ended, its end. ISO 8601. */
  readonly changeTime: string;
  /** Of a selective execution: the steps that it runs. */
  readonly selectedSteps?: readonly string[];
  /** Those that were begun, in the order in which they were. */
  readonly steps: readonly ExecutionStep[];
}

/** A step of an execution that was begun. */
export interface ExecutionStep {
  readonly name: string;
  readonly status: StepStatus;
  /** Number of the attempt, where the service counts them. */
  readonly attempt?: number;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly failureReason?: string;
  /** Execution whose result was taken instead. */
  readonly cacheHit?: string;
  /** What runs it, where it is a job. */
  readonly job?: StepJob;
}

/**
 * Reads an execution and its steps.
 * @throws NdrError `execution.not-found`, `usage`
 */
export async function readExecution(client: SageMakerClient, arn: string): Promise<Execution> {
  const pipeline = pipelineOfExecution(arn);
  const described = await describe(client, arn);
  const steps: ExecutionStep[] = [];
  const pages = paginateListPipelineExecutionSteps(
    { client },
    { PipelineExecutionArn: arn, SortOrder: 'Ascending', MaxResults: 100 },
  );
  for await (const page of pages) steps.push(...(page.PipelineExecutionSteps ?? []).map(stepOf));
  const { PipelineExecutionDisplayName: displayName, FailureReason: failureReason } = described;
  const { CreationTime: start = new Date(0), LastModifiedTime: change = start } = described;
  const selected = described.SelectiveExecutionConfig?.SelectedSteps;
  return {
    arn,
    pipeline,
    status: described.PipelineExecutionStatus ?? 'Executing',
    ...(displayName !== undefined && { displayName }),
    ...(failureReason !== undefined && { failureReason }),
    ...(selected && { selectedSteps: selected.map(({ StepName = '' }) => StepName) }),
    startTime: start.toISOString(),
    changeTime: change.toISOString(),
    steps,
  };
}

/** Whether an execution with this status does nothing more. */
export function hasEnded(status: ExecutionStatus): boolean {
  return status === 'Succeeded' || status === 'Failed' || status === 'Stopped';
}

/** The error of an execution that does not exist. */
export function notFound(arn: string): NdrError {
  const { remedy } = codes['execution.not-found'];
  const cause = 'the account holds no such execution';
  return new NdrError({ code: 'execution.not-found', place: arn, cause, remedy });
}

async function describe(client: SageMakerClient, arn: string): Promise<DescribePipelineExecutionResponse> {
  try {
    return await client.send(new DescribePipelineExecutionCommand({ PipelineExecutionArn: arn }));
  } catch (error) {
    throw isAbsence(error) ? notFound(arn) : error;
  }
}

function stepOf(step: PipelineExecutionStep): ExecutionStep {
  const { StepName = '', StepStatus = 'Starting', AttemptCount, StartTime, EndTime, FailureReason, Metadata } = step;
  const cacheHit = step.CacheHitResult?.SourcePipelineExecutionArn;
  const job = jobOf(Metadata ?? {});
  return {
    name: StepName,
    status: StepStatus,
    ...(AttemptCount !== undefined && { attempt: AttemptCount }),
    ...(StartTime && { startTime: StartTime.toISOString() }),
    ...(EndTime && { endTime: EndTime.toISOString() }),
    ...(FailureReason !== undefined && { failureReason: FailureReason }),
    ...(cacheHit !== undefined && { cacheHit }),
    ...(job && { job }),
  };
}
