import { isOnGrid, plainName } from '@ndr/core';
import { z } from 'zod';

/** The options that name a set of JobSpecs and the data that belongs to it. */
export const setOptions = {
  project: plainName.describe('Project that the data belongs to'),
  version: plainName.describe('Feature-spec version, such as v1'),
};

/** An instant on a quarter hour of UTC. */
export const gridInstant = z.iso
  .datetime({ offset: true, error: 'must be a time such as 2024-04-19T00:15:00Z' })
  .refine((text) => isOnGrid(new Date(text)), 'must lie on a quarter hour of UTC');

/** `Name=Value` pairs. */
export const parameterOptions = {
  param: z
    .array(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]*=/, 'must be Name=Value'))
    .default([])
    .describe('Value of a pipeline parameter, Name=Value; may be repeated'),
};

/** The values that `Name=Value` pairs give. */
export function parameterValues(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const equals = pair.indexOf('=');
      return [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
  );
}

/** An instant as pipelines take it, `2024-04-19T00:15:00Z`, whatever the offset that was written. */
export function secondsText(instant: string): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}
