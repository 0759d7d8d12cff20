import { z } from 'zod';

/** What `ndr:remove-step` is told; schema.json derives from it. */
export const removeStepOptions = z.strictObject({
  name: z
    .string()
    .describe('Name of the step, as ndr:builder-step took it: dns-tunnel.')
    .meta({ $default: { $source: 'argv', index: 0 }, 'x-prompt': 'Which step goes?' }),
});
export type RemoveStepOptions = z.input<typeof removeStepOptions>;
