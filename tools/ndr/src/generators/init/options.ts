import { z } from 'zod';
import { owner } from '../options/owner';

const folder = z
  .string()
  .regex(/^(?!\.)[\w.-]+(\/(?!\.)[\w.-]+)*$/, 'must be a path below the workspace, with / between folders');

/** What `ndr:init` is told; schema.json derives from it. */
export const initOptions = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be letters a to z, digits and single hyphens, a letter first')
    .describe('What your pipelines are called: acme makes acme-pipelines, and the Python package acme_spark.')
    .meta({ $default: { $source: 'argv', index: 0 }, 'x-prompt': 'What are your pipelines called (such as acme)?' }),
  directory: folder.optional().describe('Folder of the TypeScript package; libs/<name>-pipelines unless said.'),
  sparkJobs: folder.default('spark-jobs').describe('Folder that holds a folder a Spark job.'),
  owner: owner.optional().describe('Who owns all of it in CODEOWNERS: @user, @organization/team or an address.'),
  skipInstall: z.boolean().default(false).describe('Leaves `npm install` to you.'),
});
export type InitOptions = z.input<typeof initOptions>;
