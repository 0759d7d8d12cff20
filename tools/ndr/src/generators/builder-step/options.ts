import { z } from 'zod';
import { commaList } from '../options/comma-list';
import { owner } from '../options/owner';

/** What `ndr:builder-step` is told; schema.json derives from it. */
export const builderStepOptions = z.strictObject({
  name: z
    .string()
    .describe('Name of the step: dns-tunnel makes DnsTunnelBuilderStep and the job dns_tunnel_builder.')
    .meta({ $default: { $source: 'argv', index: 0 }, 'x-prompt': 'What is the step called (such as dns-tunnel)?' }),
  pipeline: z
    .string()
    .describe('Name of the pipeline that the step joins.')
    .meta({ 'x-prompt': 'Which pipeline does it join (such as ndr-15m-pipeline)?' }),
  reads: commaList
    .describe('Datasets that it reads, between commas, as dataset or dataset/table; the rows of the first are summed.')
    .meta({ 'x-prompt': 'Which datasets does it read (such as deltas/peer)?' }),
  writes: z.string().optional().describe('Dataset that it writes; named as the step unless said.'),
  key: commaList
    .optional()
    .describe(
      'Columns of the first dataset whose values make a row of the result, between commas; its first one unless said.',
    ),
  parameters: commaList
    .default([])
    .describe('Parameters of the pipeline that the job takes beside those of its batch, between commas.'),
  description: z
    .string()
    .regex(/^(?!.*\*\/)[^\r\n]+$/, 'must be one line, without */')
    .optional()
    .describe('What the step computes, in a phrase; made of its datasets unless said.'),
  owner: owner.optional().describe('Who owns the job in CODEOWNERS: @user, @organization/team or an address.'),
  force: z.boolean().default(false).describe('Adds what an existing step lacks; files that exist stay as they are.'),
});
export type BuilderStepOptions = z.input<typeof builderStepOptions>;
