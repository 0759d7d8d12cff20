import { z } from 'zod';
import { commaList } from '../options/comma-list';
import { plainText } from '../options/plain-text';

/** What `ndr:parameter` is told; schema.json derives from it. */
export const parameterOptions = z.strictObject({
  name: z
    .string()
    .describe('Name of the parameter, as definitions have it: MaxRows.')
    .meta({ $default: { $source: 'argv', index: 0 }, 'x-prompt': 'What is the parameter called (such as MaxRows)?' }),
  pipeline: z
    .string()
    .describe('Name of the pipeline that gets it.')
    .meta({ 'x-prompt': 'Which pipeline gets it (such as ndr-15m-pipeline)?' }),
  type: z
    .enum(['String', 'Integer', 'Float', 'Boolean'])
    .default('String')
    .describe('Type of its values.')
    .meta({ 'x-prompt': 'Of which type are its values?' }),
  steps: commaList
    .optional()
    .describe('Names of the steps whose jobs take it as an argument, between commas; all of the pipeline unless said.'),
  default: plainText.optional().describe('Its value when none is given; without one it must be given.'),
  enum: plainText.pipe(commaList).optional().describe('The only values that it takes, between commas.'),
  pattern: z.string().optional().describe('Form of its values, a regular expression for the whole of them.'),
  minimum: z.number().optional().describe('Least value of an Integer or Float.'),
  description: z
    .string()
    .regex(/^[^\n"\\]{1,90}$/, 'must be a line of at most 90 characters, without " and \\')
    .optional()
    .describe('What it says, in a phrase; made of its name unless said.'),
  setting: z
    .boolean()
    .default(false)
    .describe('The JobSpecs say it, with the default, and the parameter overrides that for one run.'),
});
export type ParameterOptions = z.input<typeof parameterOptions>;
