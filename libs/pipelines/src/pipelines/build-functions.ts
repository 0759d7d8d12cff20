import type { BuilderPipeline } from '@ndr/core';
import { buildFgBBaselinePipeline } from './fg-b-baseline';
import { buildNdr15mPipelineWithPairs } from './ndr-15m';
import type { BuildOptions } from './processor';

/** Builds one pipeline for the account that the options describe. */
export type BuildFunction = (options: BuildOptions) => BuilderPipeline;

/** The build function of every pipeline, in the order in which commands take them. */
export const buildFunctions: readonly BuildFunction[] = [buildNdr15mPipelineWithPairs, buildFgBBaselinePipeline];
