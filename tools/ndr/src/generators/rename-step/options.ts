import { z } from 'zod';

/** What `ndr:rename-step` is told; schema.json derives from it. */
export const renameStepOptions = z.strictObject({
  name: z
    .string()
    .describe('Name of the step now: dns-tunnel.')
    .meta({ $default: { $source: 'argv', index: 0 }, 'x-prompt': 'Which step is renamed?' }),
  to: z
    .string()
    .describe('Its new name. The dataset that it writes keeps its own.')
    .meta({ $default: { $source: 'argv', index: 1 }, 'x-prompt': 'What is it called from now on?' }),
});
export type RenameStepOptions = z.input<typeof renameStepOptions>;
