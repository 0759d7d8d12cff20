import { applyPlan, checkUnchanged, parsePlan, planDeployment } from '@ndr/aws';
import { z } from 'zod';
import { pipelinesArgument, yesOption } from './arguments';
import { withAccount } from '../account/with-account';
import { command } from '../command-line/command';
import { readDefinitionText as readText } from '../definitions';
import { confirm } from '../deployment/confirm';
import { deploymentOf } from '../deployment/sources';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';
import { planLines } from '../render/plan';

/** `ndr deploy`: makes an account hold what the sources say. */
export const deployCommand = command({
  name: 'deploy',
  summary: 'Upload code, write JobSpecs, register pipelines: what changed, and nothing else.',
  options: z
    .strictObject({
      pipelines: pipelinesArgument,
      yes: yesOption,
      plan: z.string().optional().describe('What `ndr plan --json` printed: deploy exactly that, or nothing'),
    })
    .refine(({ pipelines, plan }) => plan === undefined || pipelines.length === 0, {
      path: ['pipelines'],
      message: 'the plan says which: name none',
    }),
  examples: ['$0 deploy --env staging', '$0 deploy --env staging --plan plan.json --yes'],
  async run({ pipelines, yes, plan: file }, context) {
    const kept = file === undefined ? undefined : parsePlan(await readText(file), file);
    const environment = await environmentOf(context);
    const deployment = await deploymentOf(context, environment, kept?.pipelines ?? pipelines);
    return withAccount(context, environment, async (account) => {
      const plan = await planDeployment(account, deployment);
      const { document } = plan;
      if (kept && file !== undefined) checkUnchanged(kept, document, file);
      if (document.changes.length > 0) {
        context.output.lines(planLines(document.changes));
        await confirm(`Deploy this to ${environment.name} (${environment.account}, ${environment.region})?`, yes);
        await applyPlan(account, plan);
      }
      context.output.result(document, () => [document.changes.length > 0 ? 'Deployed.' : 'No change.']);
      return exitCode.done;
    });
  },
});
