import { baselineHorizons } from '@ndr/pipelines';
import { plainName } from '@ndr/core';
import { z } from 'zod';

/** The options that name a baseline. */
export const baselineOptions = {
  project: plainName.optional().describe('Project [the only one]'),
  version: plainName.optional().describe('Feature-spec version [the only one]'),
  horizon: z.enum(baselineHorizons).optional().describe('Horizon of the baseline [7d, else 30d]'),
  end: z.iso
    .datetime({ offset: true, error: 'must be a time such as 2024-04-19T00:00:00Z' })
    .optional()
    .describe('The newest baseline whose reference time is not after this [the newest]'),
  segment: z.string().optional().describe('Segment of the host [as the JobSpecs say]'),
};
