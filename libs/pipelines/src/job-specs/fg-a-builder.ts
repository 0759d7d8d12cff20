import { defineJobSpec } from '@ndr/core';
import { z } from 'zod';
import { sharedSettings, windows } from './shared-settings';
import { deltas } from '../datasets/deltas';
import { fgA } from '../datasets/fg-a';
import { fgB } from '../datasets/fg-b';

/** What the FG-A builder is told beside its arguments. */
export const fgABuilderJobSpec = defineJobSpec({
  jobName: 'fg_a_builder',
  reads: [deltas, fgB],
  writes: [fgA],
  shared: { ...sharedSettings, windows },
  settings: {
    high_risk_segments: z.array(z.string().min(1)).default([]).describe('Segments, by name or CIDR text'),
    novelty: z
      .strictObject({
        rare_below: z
          .int()
          .min(1)
          .default(5)
          .describe('A peer or port seen in the baseline, but fewer times than this, is rare'),
      })
      .meta({ title: 'Novelty' })
      .prefault({})
      .describe('What counts as rare against the 30d baseline'),
  },
});
