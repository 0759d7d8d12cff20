import { defineJobSpec } from '@ndr/core';
import { integrationSettings, requireComplete, sharedSettings } from './shared-settings';
import { integration } from '../datasets/integration';
import { pairCounts } from '../datasets/pair-counts';

/** What the Pair-Counts builder is told beside its arguments. */
export const pairCountsBuilderJobSpec = defineJobSpec({
  jobName: 'pair_counts_builder',
  reads: [integration],
  writes: [pairCounts],
  shared: { ...sharedSettings, ...integrationSettings },
  settings: { require_complete: requireComplete },
});
