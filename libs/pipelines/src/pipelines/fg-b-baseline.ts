import type { BuilderPipeline } from '@ndr/core';
import { pipelineOf } from './build';
import { baselineParameters, processorParameters } from './parameters';
import type { BuildOptions } from './processor';
import { fgBBuilder } from '../builders/fg-b-builder';

/** Name of the FG-B baseline pipeline, unless said otherwise. */
export const fgBBaselinePipelineName = 'ndr-fg-b-pipeline';

/** The builders of the FG-B baseline pipeline, in the order of its steps. */
const builders = [fgBBuilder];

/** The FG-B baseline pipeline: what is normal, and which pairs are rare, up to a reference time or for many. */
export function buildFgBBaselinePipeline(options: BuildOptions): BuilderPipeline {
  return pipelineOf(options, {
    name: fgBBaselinePipelineName,
    description: 'Baselines of hosts and segments, and the rarity of pairs',
    parameters: [...baselineParameters, ...processorParameters],
    builders,
  });
}
