import { z } from 'zod';
import { containerFolder } from './container-folder';

const needsLocalPath = 'LocalPath is needed unless the application brings the data itself (AppManaged)';

const s3Input = z.looseObject({
  S3Uri: z.string().max(1024),
  LocalPath: containerFolder.optional(),
  S3DataType: z.enum(['S3Prefix', 'ManifestFile']).default('S3Prefix'),
  S3DataDistributionType: z.enum(['FullyReplicated', 'ShardedByS3Key']).default('FullyReplicated'),
});

const processingInput = z
  .looseObject({ InputName: z.string(), AppManaged: z.boolean().default(false), S3Input: s3Input })
  .refine(({ AppManaged, S3Input }) => AppManaged || S3Input.LocalPath !== undefined, needsLocalPath);

const s3Output = z.looseObject({
  S3Uri: z.string().max(1024),
  LocalPath: containerFolder.optional(),
  S3UploadMode: z.enum(['EndOfJob', 'Continuous']).default('EndOfJob'),
});

const processingOutput = z
  .looseObject({ OutputName: z.string(), AppManaged: z.boolean().default(false), S3Output: s3Output })
  .refine(({ AppManaged, S3Output }) => AppManaged || S3Output.LocalPath !== undefined, needsLocalPath);

/** A word of a command line or a value of an environment variable: the system takes none with a zero byte. */
const word = z
  .string()
  .max(256)
  .refine((text) => !text.includes('\0'), 'must not hold a zero byte');

const variableName = z
  .string()
  .max(256)
  .regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/);

/** What a processing job is asked to do: the members of CreateProcessingJob that matter on one machine. */
export const processingJob = z.looseObject({
  AppSpecification: z.looseObject({
    ImageUri: z.string().max(255),
    ContainerEntrypoint: z.array(word).min(1).max(100).optional(),
    ContainerArguments: z.array(word).max(100).default([]),
  }),
  ProcessingResources: z.looseObject({
    ClusterConfig: z.looseObject({ InstanceCount: z.number().int().min(1).max(100) }),
  }),
  ProcessingInputs: z.array(processingInput).max(10).default([]),
  ProcessingOutputConfig: z.looseObject({ Outputs: z.array(processingOutput).max(10) }).default({ Outputs: [] }),
  Environment: z
    .record(variableName, word)
    .refine((entries) => Object.keys(entries).length <= 100, 'holds more than 100 variables')
    .default({}),
  StoppingCondition: z.looseObject({ MaxRuntimeInSeconds: z.number().int().min(1).max(777_600) }).optional(),
});

export type ProcessingJob = z.infer<typeof processingJob>;
export type ProcessingInput = z.infer<typeof processingInput>;
export type ProcessingOutput = z.infer<typeof processingOutput>;

/** Names of a job's instances, as SageMaker gives them. */
export function instanceNames({ ProcessingResources }: ProcessingJob): string[] {
  return Array.from({ length: ProcessingResources.ClusterConfig.InstanceCount }, (_, index) => `algo-${index + 1}`);
}
