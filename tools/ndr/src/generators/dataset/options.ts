import { z } from 'zod';
import { commaList } from '../options/comma-list';

/** What `ndr:dataset` is told; schema.json derives from it. */
export const datasetOptions = z.strictObject({
  name: z
    .string()
    .describe('Name of the dataset, in lower case with underscores: dns_tunnel.')
    .meta({ $default: { $source: 'argv', index: 0 }, 'x-prompt': 'What is the dataset called (such as dns_tunnel)?' }),
  columns: commaList
    .describe('Its columns, between commas, as name:type; a ? behind the type lets it be null.')
    .meta({ 'x-prompt': 'Which columns has it (such as host_ip:string,slice_start:timestamp,sessions_cnt:long)?' }),
  key: commaList
    .optional()
    .describe('Columns whose values tell rows apart, between commas; the first one unless said.'),
  description: z.string().optional().describe('What it holds, in a phrase; made of its name unless said.'),
  partitioning: z
    .enum(['slice', 'mini-batch', 'baseline'])
    .default('slice')
    .describe('How its files lie below its prefix: a folder a quarter hour, a batch, or a baseline.'),
  external: z.boolean().default(false).describe('Something else than a job of ndr writes it.'),
});
export type DatasetOptions = z.input<typeof datasetOptions>;
