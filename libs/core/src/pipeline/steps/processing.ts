import { processingRequest } from './processing-request';
import { commonMembers, type JobStepOptions, type Step } from './step';
import { callerOf } from '../../errors/source-place';
import { propertyFileMembers, type PropertyFile } from '../policies/property-file';
import { stepProperty, type StepProperty } from '../values/step-property';
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
  /** `File`: copied before the job starts; `Pipe`: streamed while it runs. */
  readonly mode?: 'File' | 'Pipe';
  readonly compression?: 'None' | 'Gzip';
}

/** A folder of a job that SageMaker uploads. */
export interface ProcessingOutput {
  readonly localPath: string;
  /** Where it goes; a folder of the execution's own when absent. */
  readonly uri?: Value<string>;
  readonly uploadMode?: 'EndOfJob' | 'Continuous';
}

/** What a processing step runs, beside its name and machines. */
export interface ProcessingStepOptions<
  Outputs extends string = never,
  Files extends string = never,
> extends JobStepOptions {
  readonly processor: Processor;
  readonly entrypoint?: readonly Value<string>[];
  /** Arguments behind the entry point; what is not text is written as text. */
  readonly arguments?: readonly Value[];
  readonly inputs?: readonly ProcessingInput[];
  readonly outputs?: Readonly<Record<Outputs, ProcessingOutput>>;
  readonly environment?: Readonly<Record<string, Value>>;
  /** JSON documents among the outputs that conditions may look into, by name. */
  readonly propertyFiles?: Readonly<Record<Files, PropertyFile<NoInfer<Outputs>>>>;
  /** Tags of the job. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Name that the job's record in the experiment shows. */
  readonly trialComponentDisplayName?: string;
}

/** A step that runs one processing job. */
export interface ProcessingStep<Outputs extends string = string, Files extends string = string> extends Step {
  readonly type: 'Processing';
  readonly processor: Processor;
  readonly entrypoint: readonly Value<string>[];
  readonly arguments: readonly Value[];
  readonly inputs: readonly ProcessingInput[];
  readonly outputs: Readonly<Record<Outputs, ProcessingOutput>>;
  readonly environment: Readonly<Record<string, Value>>;
  readonly propertyFiles: Readonly<Record<Files, PropertyFile>>;
}

/** Declares a processing step. */
export function processingStep<Outputs extends string = never, Files extends string = never>(
  name: string,
  options: ProcessingStepOptions<Outputs, Files>,
): ProcessingStep<Outputs, Files> {
  const { processor, entrypoint = [], inputs = [], environment = {}, tags = {}, trialComponentDisplayName } = options;
  const outputs = options.outputs ?? ({} as Record<Outputs, ProcessingOutput>);
  const propertyFiles = options.propertyFiles ?? ({} as Record<Files, PropertyFile<Outputs>>);
  const common = commonMembers(options, callerOf(processingStep));
  const files = propertyFileMembers(propertyFiles);
  const parts = { processor, entrypoint, arguments: options.arguments ?? [], inputs, outputs, environment };
  return {
    type: 'Processing',
    name,
    ...parts,
    propertyFiles,
    ...common,
    request: processingRequest(name, { ...parts, tags, trialComponentDisplayName }),
    settings: { ...common.settings, ...(files.length > 0 && { PropertyFiles: files }) },
  };
}

/** The S3 URI of one of a step's declared outputs. */
export function outputUri<Outputs extends string>(
  step: Pick<ProcessingStep<Outputs>, 'name' | 'outputs'>,
  output: NoInfer<Outputs>,
): StepProperty<string> {
  return stepProperty(step.name, `ProcessingOutputConfig.Outputs['${output}'].S3Output.S3Uri`, 'String');
}
