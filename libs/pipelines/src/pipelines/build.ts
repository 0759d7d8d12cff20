import { definePipeline, type BuilderPipeline, type PipelineOptions } from '@ndr/core';
import { defaultSparkConfiguration, sharedProcessor, type BuildOptions } from './processor';

/** What one pipeline of ndr is, whatever the account that it is built for. */
export type PipelineParts = Pick<PipelineOptions, 'name' | 'description' | 'parameters' | 'builders'>;

/** A pipeline of `parts`, named and placed as the options say. */
export function pipelineOf(options: BuildOptions, parts: PipelineParts): BuilderPipeline {
  const { pipelineName = parts.name, defaultBucket, sparkConfiguration, jobSpecTable, tags } = options;
  return definePipeline({
    ...parts,
    name: pipelineName,
    processor: sharedProcessor(options),
    bucket: defaultBucket,
    sparkConfiguration: sparkConfiguration ?? defaultSparkConfiguration,
    ...(jobSpecTable !== undefined && { jobSpecTable }),
    ...(tags && { tags }),
  });
}
