import type { Network, Processor, SparkClassification } from '@ndr/core';
import { processingImageUri, processingInstanceCount, processingInstanceType } from './parameters';

/** What the build functions of all pipelines take. */
export interface BuildOptions {
  /** ARN of the role that the pipeline and its jobs assume. */
  readonly roleArn: string;
  readonly region: string;
  /** Bucket for the pipeline's code. */
  readonly defaultBucket: string;
  readonly pipelineName?: string;
  readonly jobSpecTable?: string;
  readonly volumeSizeInGb?: number;
  readonly network?: Network;
  readonly kmsKeyId?: string;
  readonly sparkConfiguration?: readonly SparkClassification[];
  readonly tags?: Readonly<Record<string, string>>;
}

/** Times in tables and partitions are UTC wherever the cluster stands. */
export const defaultSparkConfiguration: readonly SparkClassification[] = [
  { Classification: 'spark-defaults', Properties: { 'spark.sql.session.timeZone': 'UTC' } },
];

/** The one processor of all steps of a pipeline: image, type and number of instances come from its parameters. */
export function sharedProcessor({ roleArn, volumeSizeInGb = 30, network, kmsKeyId }: BuildOptions): Processor {
  return {
    image: processingImageUri,
    instanceType: processingInstanceType,
    instanceCount: processingInstanceCount,
    volumeSizeInGb,
    roleArn,
    ...(network && { network }),
    ...(kmsKeyId !== undefined && { volumeKmsKeyId: kmsKeyId, outputKmsKeyId: kmsKeyId }),
  };
}
