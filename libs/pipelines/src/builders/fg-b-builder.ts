import { defineBuilder } from '@ndr/core';
import { codeRoot, sharedPackages } from './code-root';
import { fgBBuilderJobSpec } from '../job-specs/fg-b-builder';
import { baselineParameters } from '../pipelines/parameters';

/** Robust baselines of hosts and segments, and the rarity of pairs. */
export const fgBBuilder = defineBuilder({
  stepName: 'FGBaselineBuilderStep',
  description: 'Robust baselines of hosts and segments, and the rarity of pairs',
  jobSpec: fgBBuilderJobSpec,
  codeRoot,
  script: 'fg_b_builder/run_fg_b_builder.py',
  packages: [...sharedPackages, 'fg_b_builder/fg_b_builder'],
  parameters: baselineParameters,
});
