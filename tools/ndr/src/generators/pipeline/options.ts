import { z } from 'zod';
import { commaList } from '../options/comma-list';
import { owner } from '../options/owner';

/** What `ndr:pipeline` is told; schema.json derives from it. */
export const pipelineOptions = z.strictObject({
  name: z
    .string()
    .describe('Name of the pipeline: ndr-hourly makes ndr-hourly-pipeline and buildNdrHourlyPipeline.')
    .meta({ $default: { $source: 'argv', index: 0 }, 'x-prompt': 'What is the pipeline called (such as ndr-hourly)?' }),
  builders: commaList
    .default([])
    .describe('Builders that exist and that it runs, between commas, as steps or constants: DeltaBuilderStep.')
    .meta({ 'x-prompt': 'Which steps that exist does it run (such as PairCountsBuilderStep; empty: none)?' }),
  steps: commaList
    .default([])
    .describe('Steps to make for it, between commas, as ndr:builder-step makes them: dns-tunnel.')
    .meta({ 'x-prompt': 'Which steps are made for it (such as dns-tunnel; empty: none)?' }),
  reads: z.string().default('').describe('Datasets that each new step reads, as ndr:builder-step takes them.'),
  parameters: z
    .enum(['batch', 'baseline'])
    .default('batch')
    .describe('What its jobs are told of their run: a mini-batch, or the reference time of baselines.'),
  description: z.string().optional().describe('What it computes, in a phrase; made of its name unless said.'),
  owner: owner.optional().describe('Who owns the new steps in CODEOWNERS, as ndr:builder-step takes it.'),
});
export type PipelineOptions = z.input<typeof pipelineOptions>;
