import { z } from 'zod';

/** As core has it, which Nx cannot load before it is built. */
const plainName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/,
    'must be letters, digits, "-", "_" or ".", and begin with a letter or digit',
  );
import { plainText } from '../options/plain-text';

/** What `ndr:job-spec` is told; schema.json derives from it. */
export const jobSpecOptions = z.strictObject({
  project: plainText
    .pipe(plainName)
    .describe('Project of the set.')
    .meta({ $default: { $source: 'argv', index: 0 }, 'x-prompt': 'Which project is it for?' }),
  version: plainText
    .pipe(plainName)
    .describe('Feature-spec version of the set.')
    .meta({ $default: { $source: 'argv', index: 1 }, 'x-prompt': 'Which feature-spec version (such as v1)?' }),
  pipeline: z
    .string()
    .optional()
    .describe('Only the jobs of this pipeline. A set is complete with the jobs of all pipelines that are deployed.'),
  from: z
    .string()
    .regex(/^[^/]+\/[^/]+$/, 'must be project/version')
    .optional()
    .describe('A set to start from, as project/version: its settings and comments are kept, its prefixes moved.'),
  set: z
    .array(z.string())
    .default([])
    .describe('KEY=JSON; a dotted path, set in every job that has it; may be repeated.'),
  force: z.boolean().default(false).describe('Lets --set replace what a file says.'),
});
export type JobSpecOptions = z.input<typeof jobSpecOptions>;
