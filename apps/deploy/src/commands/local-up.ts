import { z } from 'zod';
import { command } from '../command-line/command';
import { exitCode } from '../exit-codes';
import { detachServer } from '../local/detach-server';
import { serve } from '../local/serve';
import { servingLines } from '../local/serving-lines';

/** `ndr local up`: the local SageMaker for every client on this machine. */
export const localUpCommand = command({
  name: 'up',
  summary: 'Serve SageMaker, S3, DynamoDB and the rest of AWS at one port of this machine.',
  options: z.strictObject({
    port: z.int().min(0).max(65_535).default(0).describe('Port; a free one is taken where it is 0'),
    host: z.string().default('127.0.0.1').describe('Address to listen at'),
    allowRemote: z
      .boolean()
      .default(false)
      .describe('Listen also where other machines can reach it; nobody is asked for credentials'),
    detach: z.boolean().default(false).describe('Go on in the background, until ndr local down'),
  }),
  examples: ['$0 local up', '$0 local up --detach --port 4980'],
  stops: true,
  async run({ detach, ...address }, context) {
    if (!detach) {
      await serve(context, address);
      return exitCode.done;
    }
    const server = await detachServer(context, address);
    context.output.record(server, () => servingLines(server, 'ndr local down ends it.'));
    return exitCode.done;
  },
});
