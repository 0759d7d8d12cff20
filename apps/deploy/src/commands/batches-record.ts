import { batchPattern, readJobSpecSet, recordBatches } from '@ndr/aws';
import { defaultPrefix, NdrError } from '@ndr/core';
import { integration } from '@ndr/pipelines';
import { z } from 'zod';
import { setOptions } from './arguments';
import { withAccount } from '../account/with-account';
import { command } from '../command-line/command';
import type { Context } from '../context';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';
import { jobSpecSources } from '../job-spec-sources';

/** `ndr batches record`: brings data that other systems wrote under batch records. */
export const batchesRecordCommand = command({
  name: 'record',
  summary: 'Write batch records for complete folders that something else wrote, times from their names.',
  options: z.strictObject({
    ...setOptions,
    pattern: z
      .string()
      .describe(
        'Regular expression of whole folder names, with a group (?<start>…) and, where they have one, (?<end>…)',
      ),
    batchMinutes: z.int().min(15).default(15).describe('Length of batches whose names say no end'),
  }),
  examples: ["$0 batches record --project office --version v1 --pattern '(?<start>\\d{8}T\\d{4}Z)'"],
  async run({ project, version, pattern, batchMinutes }, context) {
    const parsed = batchPattern(pattern, batchMinutes);
    const environment = await environmentOf(context);
    const prefix = await integrationPrefix(context, { project, version });
    return withAccount(context, environment, async (account) => {
      const recorded = await recordBatches(account, prefix, parsed);
      const { written, kept, skipped } = recorded;
      context.output.result({ prefix, ...recorded }, () => [
        `${prefix}: ${written.length} recorded, ${kept.length} were already, ${skipped.length} do not match`,
        ...(skipped.length > 0
          ? [`not matched: ${skipped.slice(0, 10).join(', ')}${skipped.length > 10 ? ' …' : ''}`]
          : []),
      ]);
      return exitCode.done;
    });
  },
});

/** Where the jobs of a set read integration: as its JobSpecs say, or the default while it has none. */
async function integrationPrefix(
  context: Context,
  set: { readonly project: string; readonly version: string },
): Promise<string> {
  const environment = await environmentOf(context);
  try {
    const { members } = await readJobSpecSet(jobSpecSources(context, environment), set);
    const reader = members.find(({ spec }) => spec.reads[integration.name] !== undefined);
    return reader?.spec.reads[integration.name]?.s3_prefix ?? defaultPrefix(integration, { ...environment, ...set });
  } catch (error) {
    if (!(error instanceof NdrError) || error.code !== 'job-spec.missing') throw error;
    return defaultPrefix(integration, { ...environment, ...set });
  }
}
