import { z } from 'zod';
import { commaList } from '../options/comma-list';

/** What `ndr:library` is told; schema.json derives from it. */
export const libraryOptions = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be letters a to z, digits and single hyphens, a letter first')
    .describe('Name of the library: inventory makes @ndr/inventory in libs/inventory.')
    .meta({ $default: { $source: 'argv', index: 0 }, 'x-prompt': 'What is the library called (such as inventory)?' }),
  description: z
    .string()
    .min(1)
    .describe('What it is for, in a sentence.')
    .meta({ 'x-prompt': 'What is it for, in a sentence?' }),
  layer: z
    .enum(['core', 'pipelines', 'aws', 'traffic', 'findings', 'local'])
    .describe('Layer that it belongs to: says what it may import, and what may import it.')
    .meta({ 'x-prompt': 'Which layer does it belong to?' }),
  uses: commaList.default([]).describe('Libraries of this workspace that it imports, between commas: core.'),
  skipInstall: z.boolean().default(false).describe('Leaves `npx projen` and `npm install` to you.'),
});
export type LibraryOptions = z.input<typeof libraryOptions>;
