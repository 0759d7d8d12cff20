import { isOnGrid, NdrError, plainName, type Scalar } from '@ndr/core';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
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

/** Pipelines of the environment, by name. */
export const pipelinesArgument = z
  .array(z.string())
  .default([])
  .meta({ positional: true })
  .describe('Only these; all when none is named');

/** Answers yes to what a command would ask. */
export const yesOption = z.boolean().default(false).describe('Do it without asking');

/** The argument that names an execution. */
export const executionArgument = z.string().meta({ positional: true }).describe('ARN of an execution');

/** How long a command waits for an execution. */
export const timeoutOption = z
  .int()
  .min(1)
  .optional()
  .describe('Seconds to wait for its end at most; exit code 3 when it has not ended then');

/** Of a command that waits only when it is asked to: whether a time limit has something to limit. */
export function isWaitedFor({ wait, timeout }: { readonly wait: boolean; readonly timeout?: number | undefined }) {
  return wait || timeout === undefined;
}

/** What is wrong when it has not. */
export const notWaitedFor = { path: ['timeout'], message: 'limits how long --wait waits: give both, or none' };

/** Options of a command that changes what becomes of an execution, and can wait for its end. */
export const executionOptions = z
  .strictObject({
    arn: executionArgument,
    wait: z.boolean().default(false).describe('Watch it until it has ended'),
    timeout: timeoutOption,
  })
  .refine(isWaitedFor, notWaitedFor);

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

const parametersFile = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/**
 * The values in a file of parameters, JSON or YAML.
 * @throws NdrError `usage`
 */
export async function readParametersFile(file: string): Promise<Readonly<Record<string, Scalar>>> {
  try {
    return parametersFile.parse(parse(await readFile(file, 'utf8')));
  } catch (error) {
    throw new NdrError({
      code: 'usage',
      place: `--params-file ${file}`,
      cause: error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message,
      remedy: 'Give a file with a member for each parameter, such as {"ProjectName": "office"}.',
    });
  }
}

/** An instant as pipelines take it, `2024-04-19T00:15:00Z`, whatever the offset that was written. */
export function secondsText(instant: string): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}
