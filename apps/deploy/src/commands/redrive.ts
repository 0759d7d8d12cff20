import { applyRedrive, checkRedrive, isRedriveDue, planRedrive, redriveFailed } from '@ndr/aws';
import { z } from 'zod';
import { yesOption } from './arguments';
import { withAccount } from '../account/with-account';
import { command } from '../command-line/command';
import { confirm } from '../deployment/confirm';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';
import { redriveLines } from '../render/redrive';

/** `ndr redrive`: what could not be handed over is handed over, and what the service failed goes on. */
export const redriveCommand = command({
  name: 'redrive',
  summary: 'Hand dead letters over again, and let executions of state machines go on that the service failed.',
  options: z.strictObject({
    executions: z
      .array(z.string())
      .default([])
      .meta({ positional: true })
      .describe('Only these ARNs, also of executions that somebody stopped; letters and all others are left'),
    dryRun: z.boolean().default(false).describe('Only show what there is to redrive'),
    yes: yesOption,
  }),
  examples: [
    '$0 redrive --env staging --dry-run',
    '$0 redrive --env staging --yes',
    '$0 redrive arn:aws:states:eu-central-1:111122223333:execution:ndr-staging-batch:abc --env staging',
  ],
  stops: true,
  async run({ executions, dryRun, yes }, context) {
    const environment = await environmentOf(context);
    checkRedrive(environment, executions);
    return withAccount(context, environment, async (account) => {
      const plan = await planRedrive(account, executions);
      if (dryRun || !isRedriveDue(plan)) {
        context.output.result(plan, () => redriveLines(plan));
        return exitCode.done;
      }
      context.output.lines(redriveLines(plan));
      await confirm(`Redrive this in ${environment.name} (${environment.account}, ${environment.region})?`, yes);
      const end = await applyRedrive(account, plan);
      // What was to be left was shown before.
      context.output.result(end, () => redriveLines(end, ['left']));
      return redriveFailed(end) ? exitCode.failed : exitCode.done;
    });
  },
});
