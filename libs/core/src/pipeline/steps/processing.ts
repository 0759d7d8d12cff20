import type { StepBase } from './step';
import { callerOf } from '../../errors/source-place';
import { textProperty, type StepProperty } from '../values/step-property';
import type { Value } from '../values/value';

/** Machines, image and rights with which a processing job runs. */
export interface Processor {
  readonly image: Value<string>;
  readonly instanceType: Value<string>;
  readonly instanceCount: Value<number>;
  /** Size of each instance's disk in GB. */
  readonly volumeSizeInGb: number;
  /** ARN of the role that the job assumes. */
  readonly roleArn: Value<string>;
  /** ARN or id of the key that encrypts the instances' disks. */
  readonly volumeKmsKeyId?: Value<string>;
  /** ARN or id of the key that encrypts the outputs. */
  readonly outputKmsKeyId?: Value<string>;
  readonly network?: Network;
  /** Seconds after which SageMaker stops the job. */
  readonly maxRuntimeInSeconds?: number;
}

/** The network in which a job's instances stand. */
export interface Network {
  readonly subnets: readonly string[];
  readonly securityGroupIds: readonly string[];
  readonly encryptTraffic?: boolean;
  readonly isolate?: boolean;
}

/** Files that a job finds under `localPath` when it starts. */
export interface ProcessingInput {
  readonly name: string;
  readonly uri: Value<string>;
  readonly localPath: string;
  /** `S3Prefix`: every object below `uri`; `ManifestFile`: those that the object at `uri` lists. */
  readonly dataType?: 'S3Prefix' | 'ManifestFile';
  readonly distribution?: 'FullyReplicated' | 'ShardedByS3Key';
}

/** A folder of a job that SageMaker uploads. */
export interface ProcessingOutput {
  readonly localPath: string;
  readonly uri: Value<string>;
  readonly uploadMode?: 'EndOfJob' | 'Continuous';
}

/** What a processing step runs, beside its name and machines. */
export interface ProcessingStepOptions<Outputs extends string = never> {
  readonly processor: Processor;
  readonly entrypoint?: readonly Value<string>[];
  /** Arguments behind the entry point; what is not text is written as text. */
  readonly arguments?: readonly Value[];
  readonly inputs?: readonly ProcessingInput[];
  readonly outputs?: Readonly<Record<Outputs, ProcessingOutput>>;
  readonly environment?: Readonly<Record<string, Value>>;
  readonly dependsOn?: readonly string[];
  readonly displayName?: string;
  readonly description?: string;
  readonly source?: string;
}

/** A step that runs one processing job. */
export interface ProcessingStep<Outputs extends string = string> extends StepBase {
  readonly type: 'Processing';
  readonly processor: Processor;
  readonly entrypoint: readonly Value<string>[];
  readonly arguments: readonly Value[];
  readonly inputs: readonly ProcessingInput[];
  readonly outputs: Readonly<Record<Outputs, ProcessingOutput>>;
  readonly environment: Readonly<Record<string, Value>>;
}

/** Declares a processing step. */
export function processingStep<Outputs extends string = never>(
  name: string,
  options: ProcessingStepOptions<Outputs>,
): ProcessingStep<Outputs> {
  const source = callerOf(processingStep);
  return {
    type: 'Processing',
    name,
    entrypoint: [],
    arguments: [],
    inputs: [],
    environment: {},
    dependsOn: [],
    ...(source !== undefined && { source }),
    ...options,
    outputs: options.outputs ?? ({} as Record<Outputs, ProcessingOutput>),
  };
}

/** The S3 URI of one of a step's declared outputs. */
export function outputUri<Outputs extends string>(
  step: ProcessingStep<Outputs>,
  output: NoInfer<Outputs>,
): StepProperty<string> {
  return textProperty(step.name, `ProcessingOutputConfig.Outputs['${output}'].S3Output.S3Uri`);
}
