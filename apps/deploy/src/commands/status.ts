import {
  commandsIn,
  localEnvironmentName,
  orchestratedRuns,
  readDataHistory,
  recentExecutions,
  type ActionContext,
  type OrchestratedRun,
} from '@ndr/aws';
import { findServer } from '@ndr/local-sagemaker';
import { z } from 'zod';
import { withAccount } from '../account/with-account';
import { command } from '../command-line/command';
import type { Context } from '../context';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';
import { historyReport, type HistoryReport } from '../history/history-report';
import { projectSetsOf, type NamedProjectSet } from '../history/project-sets';
import { isInOrder, outOfOrder, rangeOf, rangeOptions } from '../history/range';
import { setFilter } from '../job-specs/select-sets';
import { statusLines, type ProjectStatus } from '../render/status';

/** `ndr status`: what ran, what is missing, coverage a day, age of baselines, failures. */
export const statusCommand = command({
  name: 'status',
  summary: 'Show what ran, what is missing, the coverage of each day, the age of baselines, and failures.',
  options: z
    .strictObject({
      ...setFilter,
      ...rangeOptions,
      limit: z.int().min(1).max(100).default(10).describe('Newest executions of each pipeline that are shown'),
    })
    .refine(isInOrder, outOfOrder),
  examples: ['$0 status', '$0 status --project office --from 2024-04-18T00:00:00Z --to 2024-04-23T00:00:00Z --json'],
  async run({ limit, from, to, ...named }, context) {
    const environment = await environmentOf(context);
    const sets = await projectSetsOf(context, environment, named);
    const isOrchestrated = await runsByThemselves(context);
    return withAccount(context, environment, async (account) => {
      const projects: ProjectStatus[] = [];
      for (const { set } of sets) projects.push(await statusOf(account, set, { from, to, isOrchestrated }));
      const executions = await recentExecutions(account, limit);
      context.output.result({ projects, executions }, () =>
        statusLines(projects, executions, commandsIn(environment.name)),
      );
      return exitCode.done;
    });
  },
});

/** Whether pipelines run by themselves now: on this machine, what a server had under way ends with it. */
async function runsByThemselves({ environmentName, stateFolder }: Context): Promise<boolean> {
  return environmentName !== localEnvironmentName || (await findServer(stateFolder))?.schedules === true;
}

async function statusOf(
  account: ActionContext,
  set: NamedProjectSet['set'],
  {
    isOrchestrated,
    ...range
  }: { readonly from: string | undefined; readonly to: string | undefined; readonly isOrchestrated: boolean },
): Promise<ProjectStatus> {
  const { project, version } = set;
  const interval = await rangeOf(account, set, range);
  const from = range.from === undefined ? undefined : Date.parse(range.from);
  const report = interval ? historyReport(await readDataHistory(account, set, interval), new Date(), from) : null;
  const runs = (await orchestratedRuns(account, { project, version })).map((run) =>
    run.state === 'held' && !isOrchestrated ? { ...run, state: 'lost' as const } : run,
  );
  return { project, version, report, runs: runs.filter((run) => report && isOpen(run, report)) };
}

/** Whether a run is under way, or was lost or given up and nobody did since what it should have done. */
function isOpen({ key, state }: OrchestratedRun, { unprocessed, baselines }: HistoryReport): boolean {
  if (state === 'held') return true;
  const [kind, ...names] = key.split('/');
  if (kind === 'batch') return unprocessed.includes(names.join('/'));
  return Object.values(baselines).some(({ missing }) => missing.some((time) => key.endsWith(time.slice(0, 10))));
}
