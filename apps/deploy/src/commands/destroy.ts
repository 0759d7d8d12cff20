import { applyPlan, planDestruction } from '@ndr/aws';
import { z } from 'zod';
import { pipelinesArgument, yesOption } from './arguments';
import { withAccount } from '../account/with-account';
import { command } from '../command-line/command';
import { confirm } from '../deployment/confirm';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';
import { pipelinesOf, selectPipelines } from '../pipelines';
import { planLines } from '../render/plan';

/** `ndr destroy`: removes pipelines. */
export const destroyCommand = command({
  name: 'destroy',
  summary: 'Delete pipelines and the schedules that start them; data, JobSpecs and code stay.',
  options: z.strictObject({ pipelines: pipelinesArgument, yes: yesOption }),
  examples: ['$0 destroy ndr-fg-b-pipeline --env staging'],
  async run({ pipelines, yes }, context) {
    const environment = await environmentOf(context);
    const names = selectPipelines(pipelinesOf(environment), pipelines).map(({ name }) => name);
    return withAccount(context, environment, async (account) => {
      const plan = await planDestruction(account, names);
      const { changes } = plan.document;
      if (changes.length > 0) {
        context.output.lines(planLines(changes));
        await confirm(`Delete this from ${environment.name} (${environment.account}, ${environment.region})?`, yes);
        await applyPlan(account, plan);
      }
      context.output.result(plan.document, () => [changes.length > 0 ? 'Deleted.' : 'There is none.']);
      return exitCode.done;
    });
  },
});
