import { applyPlan, planRollback } from '@ndr/aws';
import { z } from 'zod';
import { yesOption } from './arguments';
import { withAccount } from '../account/with-account';
import { command } from '../command-line/command';
import { confirm } from '../deployment/confirm';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';
import { planLines } from '../render/plan';

/** `ndr pipelines rollback`: a pipeline says again what it said. */
export const pipelinesRollbackCommand = command({
  name: 'rollback',
  summary: 'Give a pipeline the definition of one of its versions again, until the next deploy.',
  options: z.strictObject({
    pipeline: z.string().meta({ positional: true }).describe('Name of the pipeline'),
    to: z.int().min(1).describe('Version that it goes back to'),
    yes: yesOption,
  }),
  examples: ['$0 pipelines rollback ndr-15m-pipeline --to 3 --env staging'],
  async run({ pipeline, to, yes }, context) {
    const environment = await environmentOf(context);
    return withAccount(context, environment, async (account) => {
      const plan = await planRollback(account, pipeline, to);
      const { changes } = plan.document;
      if (changes.length > 0) {
        context.output.lines(planLines(changes));
        await confirm(`Roll ${pipeline} of ${environment.name} back to version ${to}?`, yes);
        await applyPlan(account, plan);
      }
      context.output.result(plan.document, () => [changes.length > 0 ? 'Rolled back.' : 'It says that already.']);
      return exitCode.done;
    });
  },
});
