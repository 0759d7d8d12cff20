import type { BuilderPipeline } from '@ndr/core';
import { pipelineOf } from './build';
import { batchParameters, processorParameters } from './parameters';
import type { BuildOptions } from './processor';
import { deltaBuilder } from '../builders/delta-builder';
import { fgABuilder } from '../builders/fg-a-builder';
import { pairCountsBuilder } from '../builders/pair-counts-builder';

/** Name of the 15m pipeline, unless said otherwise. */
export const ndr15mPipelineName = 'ndr-15m-pipeline';

/** The builders of the 15m pipeline, in the order of its steps. */
const builders = [deltaBuilder, fgABuilder, pairCountsBuilder];

/** The 15m pipeline: deltas, FG-A and pair counts of a mini-batch. */
export function buildNdr15mPipelineWithPairs(options: BuildOptions): BuilderPipeline {
  return pipelineOf(options, {
    name: ndr15mPipelineName,
    description: 'Deltas, FG-A features and pair counts of a mini-batch',
    parameters: [...batchParameters, ...processorParameters],
    builders,
  });
}

/** The 15m pipeline under the entry point's former name. */
export function buildNdr15mPipeline(options: BuildOptions): BuilderPipeline {
  return buildNdr15mPipelineWithPairs(options);
}
