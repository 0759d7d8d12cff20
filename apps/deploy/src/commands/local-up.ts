import { z } from 'zod';
import { gridInstant } from './arguments';
import { command } from '../command-line/command';
import { exitCode } from '../exit-codes';
import { detachServer } from '../local/detach-server';
import { serve } from '../local/serve';
import { simulateSchedules } from '../orchestration/simulate-schedules';
import { servingLines } from '../local/serving-lines';

/** `ndr local up`: the local SageMaker for every client on this machine. */
export const localUpCommand = command({
  name: 'up',
  summary: 'Serve SageMaker, S3, DynamoDB and the rest of AWS at one port of this machine.',
  options: z
    .strictObject({
      port: z.int().min(0).max(65_535).default(0).describe('Port; a free one is taken where it is 0'),
      host: z.string().default('127.0.0.1').describe('Address to listen at'),
      allowRemote: z
        .boolean()
        .default(false)
        .describe('Listen also where other machines can reach it; nobody is asked for credentials'),
      detach: z
        .boolean()
        .default(false)
        .describe(
          'Go on in the background, until ndr local down; logs/server.log of the state folder tells what happens',
        ),
      schedules: z
        .boolean()
        .default(false)
        .describe('Run pipelines by themselves: 15m when a batch is recorded, baselines when they are due'),
      virtualClock: gridInstant
        .optional()
        .describe('With --schedules: simulate days from this time on, with jobs that only commit, and end'),
      days: z.int().min(1).max(366).default(7).describe('With --virtual-clock: so many days'),
      faults: z.boolean().default(false).describe('With --virtual-clock: let everything go wrong that is known to'),
      seed: z.int().default(1).describe('With --faults: other numbers, other faults'),
    })
    .refine(({ schedules, virtualClock }) => schedules || virtualClock === undefined, {
      path: ['virtualClock'],
      message: 'goes with --schedules',
    })
    .refine(({ detach, virtualClock }) => !detach || virtualClock === undefined, {
      path: ['detach'],
      message: 'does not go with --virtual-clock, which ends by itself',
    }),
  examples: [
    '$0 local up',
    '$0 local up --detach --port 4980',
    '$0 local up --schedules --virtual-clock 2024-03-25T00:00:00Z --days 7 --faults',
  ],
  stops: true,
  async run({ detach, virtualClock, days, faults, seed, ...address }, context) {
    if (virtualClock !== undefined) return simulateSchedules(context, { start: virtualClock, days, faults, seed });
    if (!detach) {
      await serve(context, address);
      return exitCode.done;
    }
    const server = await detachServer(context, address);
    context.output.record(server, () => servingLines(server, 'ndr local down ends it.'));
    return exitCode.done;
  },
});
