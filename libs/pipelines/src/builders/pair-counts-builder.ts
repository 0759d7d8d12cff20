import { defineBuilder } from '@ndr/core';
import { codeRoot, sharedPackages } from './code-root';
import { pairCountsBuilderJobSpec } from '../job-specs/pair-counts-builder';
import { batchParameters } from '../pipelines/parameters';

/** Sessions of each source, destination and port. */
export const pairCountsBuilder = defineBuilder({
  stepName: 'PairCountsBuilderStep',
  description: 'Sessions of each source, destination and port',
  jobSpec: pairCountsBuilderJobSpec,
  codeRoot,
  script: 'pair_counts_builder/run_pair_counts_builder.py',
  packages: [...sharedPackages, 'pair_counts_builder/pair_counts_builder'],
  parameters: batchParameters,
});
