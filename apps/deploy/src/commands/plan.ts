import { planDeployment } from '@ndr/aws';
import { z } from 'zod';
import { pipelinesArgument } from './arguments';
import { withAccount } from '../account/with-account';
import { command } from '../command-line/command';
import { deploymentOf } from '../deployment/sources';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';
import { planLines, scheduleLines } from '../render/plan';

/** `ndr plan`: what deploy would change. */
export const planCommand = command({
  name: 'plan',
  summary: 'Show what deploy would change; exit code 2 when there is something.',
  options: z.strictObject({ pipelines: pipelinesArgument }),
  examples: ['$0 plan --env staging --json > plan.json'],
  async run({ pipelines }, context) {
    const environment = await environmentOf(context);
    const deployment = await deploymentOf(context, environment, pipelines);
    const { document } = await withAccount(context, environment, (account) => planDeployment(account, deployment));
    context.output.result(document, () => [...planLines(document.changes), ...scheduleLines(document.schedules)]);
    return document.changes.length > 0 ? exitCode.changes : exitCode.done;
  },
});
