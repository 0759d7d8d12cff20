import type { Builder } from './define-builder';
import { dependencies } from './order';
import { defaultJobSpecTable, jobSpecTableVariable } from '../job-spec/key';
import { argumentsOf } from '../pipeline/command-line';
import type { Pipeline } from '../pipeline/pipeline';
import type { ProcessingStep, Processor } from '../pipeline/steps/processing';
import { sparkStep, type SparkClassification } from '../pipeline/steps/spark';
import type { Parameter } from '../pipeline/values/parameter';

/** What makes a pipeline of builders. */
export interface PipelineOptions {
  readonly name: string;
  readonly description?: string;
  /** In the order in which the definition declares them. */
  readonly parameters: readonly Parameter[];
  /** In the order in which the definition lists their steps; which waits for which derives from their datasets. */
  readonly builders: readonly Builder[];
  /** Machines that all steps share. */
  readonly processor: Processor;
  /** Bucket for the pipeline's code. */
  readonly bucket: string;
  readonly jobSpecTable?: string;
  readonly sparkConfiguration?: readonly SparkClassification[];
  readonly tags?: Readonly<Record<string, string>>;
}

/** A pipeline made of builders, and the builders that it was made of. */
export interface BuilderPipeline extends Pipeline {
  readonly builders: readonly Builder[];
  readonly steps: readonly ProcessingStep[];
}

/** Makes a pipeline of builders: one Spark step each, its arguments and its place in the order derived. */
export function definePipeline(options: PipelineOptions): BuilderPipeline {
  const { name, description, parameters, builders, processor, sparkConfiguration = [], tags = {} } = options;
  const waits = dependencies(builders);
  const table = options.jobSpecTable ?? defaultJobSpecTable;
  const environment = table === defaultJobSpecTable ? {} : { [jobSpecTableVariable]: table };
  return {
    name,
    ...(description !== undefined && { description }),
    parameters,
    builders,
    codeLocation: { bucket: options.bucket, prefix: name },
    tags,
    steps: builders.map((builder) =>
      sparkStep(builder.stepName, {
        processor,
        application: builder.application,
        pyFiles: builder.pyFiles,
        arguments: argumentsOf(builder.parameters),
        sparkConfiguration,
        environment,
        dependsOn: waits.get(builder.stepName) ?? [],
        ...(builder.source !== undefined && { source: builder.source }),
      }),
    ),
  };
}
