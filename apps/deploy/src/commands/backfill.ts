import {
  applyPlan,
  backfillMissing,
  commandsIn,
  localEnvironmentName,
  planDeployment,
  type ActionContext,
  type BackfilledRun,
} from '@ndr/aws';
import { orchestrationSettings } from '@ndr/pipelines';
import { z } from 'zod';
import { withAccount } from '../account/with-account';
import { command } from '../command-line/command';
import type { Context } from '../context';
import { deploymentOf } from '../deployment/sources';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';
import { projectSetsOf, type NamedProjectSet } from '../history/project-sets';
import { isInOrder, outOfOrder, rangeOf, rangeOptions } from '../history/range';
import { setFilter } from '../job-specs/select-sets';
import { backfillLines } from '../render/backfill';

/** `ndr backfill`: runs what the history of projects lacks. */
export const backfillCommand = command({
  name: 'backfill',
  summary: 'Run what is missing: 15m history first, stale windows, then baselines.',
  options: z
    .strictObject({
      missing: z.boolean().default(false).describe('Everything that ndr status shows as missing or stale'),
      novelty: z
        .boolean()
        .default(false)
        .describe('Also windows with another novelty baseline now, and baselines whose slices changed'),
      ...setFilter,
      ...rangeOptions,
    })
    .refine(({ missing }) => missing, { path: ['missing'], message: 'say what is to be run: --missing' })
    .refine(isInOrder, outOfOrder),
  examples: [
    '$0 backfill --missing',
    '$0 backfill --missing --novelty --project office --from 2024-04-18T00:00:00Z --to 2024-04-23T00:00:00Z',
  ],
  stops: true,
  async run({ novelty, from, to, project, version }, context) {
    const environment = await environmentOf(context);
    const sets = await projectSetsOf(context, environment, { project, version });
    const settings = orchestrationSettings.parse(environment.orchestration ?? {});
    const isLocal = environment.name === localEnvironmentName;
    return withAccount(context, environment, async (account) => {
      if (isLocal) await applyFiles(context, account, sets);
      const runs: BackfilledRun[] = [];
      for (const { set } of sets) {
        const interval = await rangeOf(account, set, { from, to });
        if (!interval) continue;
        // Runs on this machine share it: one after the other is as fast.
        const concurrency = isLocal ? 1 : settings.backfillConcurrency;
        const options = { interval, novelty, concurrency, mostDays: settings.backfillDays };
        const baselinesFrom = from === undefined ? undefined : Date.parse(from);
        runs.push(...(await backfillMissing(account, set, { ...options, baselinesFrom })));
      }
      context.output.result({ runs }, () => backfillLines(runs, commandsIn(environment.name)));
      return runs.every(({ status }) => status === 'Succeeded') ? exitCode.done : exitCode.failed;
    });
  },
});

/** On this machine, pipelines and JobSpecs are always those of the files. */
async function applyFiles(context: Context, account: ActionContext, sets: readonly NamedProjectSet[]): Promise<void> {
  const deployment = await deploymentOf(context, account.environment, []);
  const jobSpecSets = sets.map(({ jobSpecs }) => jobSpecs);
  await applyPlan(account, await planDeployment(account, { ...deployment, jobSpecSets }));
}
