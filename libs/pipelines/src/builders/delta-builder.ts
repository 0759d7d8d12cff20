import { defineBuilder } from '@ndr/core';
import { codeRoot, sharedPackages } from './code-root';
import { deltaBuilderJobSpec } from '../job-specs/delta-builder';
import { batchParameters } from '../pipelines/parameters';

/** Sums of a slice, a host and role, and its peers. */
export const deltaBuilder = defineBuilder({
  stepName: 'DeltaBuilderStep',
  description: 'Sums of a slice, a host and role, and its peers',
  jobSpec: deltaBuilderJobSpec,
  codeRoot,
  script: 'delta_builder/run_delta_builder.py',
  packages: [...sharedPackages, 'delta_builder/delta_builder'],
  parameters: batchParameters,
});
