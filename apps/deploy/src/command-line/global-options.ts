import { z } from 'zod';

/** Options that every command takes. */
export const globalOptions = z.strictObject({
  env: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, 'must be the name of a file in apps/deploy/environments')
    .default('local')
    .describe('Environment: this machine (local), or a file of apps/deploy/environments'),
  json: z.boolean().default(false).describe('Machine-readable on stdout; human text goes to stderr'),
  quiet: z.boolean().default(false).describe('Results, notes and errors only'),
  noColor: z.boolean().default(false).describe('Plain text'),
  verbose: z.boolean().default(false).meta({ alias: 'v' }).describe('More, such as the stack of an error'),
  state: z.string().optional().describe('State folder of this machine [NDR_LOCAL_STATE, else .ndr in the workspace]'),
  sparkMemory: z
    .int()
    .min(512)
    .optional()
    .describe('Memory of a job on this machine, in MiB; a share of the machine unless given'),
});

/** Values of the options that every command takes. */
export type GlobalOptions = z.output<typeof globalOptions>;
