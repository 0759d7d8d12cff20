import { synth, type Pipeline, type Synthesized } from '@ndr/core';
import { collectAssets } from './collect-assets';
import type { CodeBundle } from './code-bundle';

/** A pipeline ready to be deployed: its definition, and the code that the definition names. */
export interface PreparedPipeline extends Synthesized {
  readonly bundles: ReadonlyMap<string, CodeBundle>;
}

/**
 * Packs the code of `pipeline` and makes its definition. It needs no network.
 * @throws NdrError with every rule that the pipeline breaks, or `asset.source-missing`
 */
export async function preparePipeline(pipeline: Pipeline): Promise<PreparedPipeline> {
  const { digests, bundles } = await collectAssets(pipeline);
  return { ...synth(pipeline, { assets: digests }), bundles };
}
