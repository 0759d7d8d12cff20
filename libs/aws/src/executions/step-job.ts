import type { PipelineExecutionStepMetadata } from '@aws-sdk/client-sagemaker';

/** A job of SageMaker's that runs a step. */
export interface StepJob {
  /** As its ARN has it, in lower case, whatever the case of its name. */
  readonly name: string;
  readonly arn: string;
  /** Group of CloudWatch Logs that takes what it prints; its streams begin with its name. */
  readonly logGroup: string;
}

const logGroups = {
  ProcessingJob: '/aws/sagemaker/ProcessingJobs',
  TrainingJob: '/aws/sagemaker/TrainingJobs',
  TransformJob: '/aws/sagemaker/TransformJobs',
} as const;

/** The job that a step's metadata names; undefined for steps that are none. */
export function jobOf(metadata: PipelineExecutionStepMetadata): StepJob | undefined {
  for (const [kind, logGroup] of Object.entries(logGroups)) {
    const arn = metadata[kind as keyof typeof logGroups]?.Arn;
    if (arn !== undefined) return { name: arn.slice(arn.lastIndexOf('/') + 1), arn, logGroup };
  }
  return undefined;
}
