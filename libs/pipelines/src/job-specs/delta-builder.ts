import { defineJobSpec } from '@ndr/core';
import { z } from 'zod';
import { integrationSettings, internalNetworks, portSets, requireComplete, sharedSettings } from './shared-settings';
import { deltas } from '../datasets/deltas';
import { integration } from '../datasets/integration';

/** What the Delta builder is told beside its arguments. */
export const deltaBuilderJobSpec = defineJobSpec({
  jobName: 'delta_builder',
  reads: [integration],
  writes: [deltas],
  shared: { ...sharedSettings, ...integrationSettings, internal_networks: internalNetworks },
  settings: {
    require_complete: requireComplete,
    deny_actions: z
      .array(z.string().min(1))
      .default(['deny', 'drop', 'reset-*'])
      .describe('Actions that count as denied; a * at the end stands for any ending'),
    short_session_seconds: z.number().min(0).default(1).describe('Longest session, in seconds, that counts as short'),
    port_sets: portSets.prefault({}).describe('Destination ports whose sessions are counted apart'),
  },
});
