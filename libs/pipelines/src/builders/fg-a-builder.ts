import { defineBuilder } from '@ndr/core';
import { codeRoot, sharedPackages } from './code-root';
import { fgABuilderJobSpec } from '../job-specs/fg-a-builder';
import { batchParameters } from '../pipelines/parameters';

/** Features of a host and role over windows. */
export const fgABuilder = defineBuilder({
  stepName: 'FGABuilderStep',
  description: 'Features of a host and role over windows',
  jobSpec: fgABuilderJobSpec,
  codeRoot,
  script: 'fg_a_builder/run_fg_a_builder.py',
  packages: [...sharedPackages, 'fg_a_builder/fg_a_builder'],
  parameters: batchParameters,
});
