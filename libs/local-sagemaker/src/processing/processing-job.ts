import { z } from 'zod';

const processingInput = z.looseObject({
  InputName: z.string(),
  S3Input: z.looseObject({
    S3Uri: z.string(),
    LocalPath: z.string().startsWith('/opt/ml/processing/').optional(),
    S3DataType: z.enum(['S3Prefix', 'ManifestFile']).default('S3Prefix'),
    S3DataDistributionType: z.enum(['FullyReplicated', 'ShardedByS3Key']).default('FullyReplicated'),
  }),
});

const processingOutput = z.looseObject({
  OutputName: z.string(),
  S3Output: z.looseObject({
    S3Uri: z.string(),
    LocalPath: z.string().startsWith('/opt/ml/processing/').optional(),
    S3UploadMode: z.enum(['EndOfJob', 'Continuous']).default('EndOfJob'),
  }),
});

/** What a processing job is asked to do: the members of CreateProcessingJob that matter on one machine. */
export const processingJob = z.looseObject({
  AppSpecification: z.looseObject({
    ContainerEntrypoint: z.array(z.string()).min(1),
    ContainerArguments: z.array(z.string()).default([]),
  }),
  ProcessingResources: z.looseObject({
    ClusterConfig: z.looseObject({ InstanceCount: z.number().int().min(1).max(100) }),
  }),
  ProcessingInputs: z.array(processingInput).default([]),
  ProcessingOutputConfig: z.looseObject({ Outputs: z.array(processingOutput) }).default({ Outputs: [] }),
  Environment: z.record(z.string(), z.string()).default({}),
  StoppingCondition: z.looseObject({ MaxRuntimeInSeconds: z.number().int().min(1) }).optional(),
});

export type ProcessingJob = z.infer<typeof processingJob>;
export type ProcessingInput = z.infer<typeof processingInput>;
export type ProcessingOutput = z.infer<typeof processingOutput>;

/** Names of the job's instances, as SageMaker gives them. */
export function instanceNames(job: ProcessingJob): string[] {
  const { InstanceCount } = job.ProcessingResources.ClusterConfig;
  return Array.from({ length: InstanceCount }, (_, index) => `algo-${index + 1}`);
}
