import { endOfHistory } from './baseline-history';
import { runBaselines, withHistory, type BaselineRun } from './baseline-run';
import { part } from './measure';
import { initJobSpecs } from './pipeline-run';
import { allMetrics } from '../oracle/baseline-settings';
import type { LocalProject } from '../support/local-project';

/** The history that each figure varies in one respect: large enough to stand out from what any run costs. */
const usual = { hosts: 200, days: 20 };

/** How the cost of baselines grows with hosts, days, metrics and snapshots, each varied alone. */
export async function baselineGrowth(): Promise<unknown> {
  return {
    ...(await withHistory(usual, async (project) => ({
      hosts: { 200: await regular(project, usual.days) },
      metrics: await byMetrics(project),
      snapshots: await bySnapshots(project),
    }))),
    moreHosts: { 400: await withHistory({ ...usual, hosts: 400 }, (project) => regular(project, usual.days)) },
    days: {
      10: await withHistory({ ...usual, days: 10 }, (project) => regular(project, 10)),
      30: await withHistory({ ...usual, days: 30 }, (project) => regular(project, 30)),
    },
  };
}

/** The 30d baseline behind the history, its range as long as the history is. */
async function regular(project: LocalProject, days: number): Promise<BaselineRun> {
  await initJobSpecs(project, `horizons.30d.horizon_days=${days}`, 'horizons.30d.safety_gap_days=0');
  return part(`${days} days`, runBaselines(project, '--horizon', '30d', '--end', endOfHistory(days)));
}

async function byMetrics(project: LocalProject): Promise<Record<string, BaselineRun>> {
  const found: Record<string, BaselineRun> = {};
  for (const count of [12, 24]) {
    await initJobSpecs(project, `metrics=${JSON.stringify(allMetrics.slice(0, count))}`);
    found[count] = await regular(project, usual.days);
  }
  await initJobSpecs(project, `metrics=${JSON.stringify(allMetrics)}`);
  return found;
}

async function bySnapshots(project: LocalProject): Promise<Record<string, BaselineRun>> {
  const found: Record<string, BaselineRun> = {};
  for (const count of [1, 5, 10]) {
    const first = endOfHistory(usual.days - count + 1);
    const last = endOfHistory(usual.days);
    const bounds = ['--backfill-start', first, '--backfill-end', last];
    found[count] = await part(`${count} snapshots`, runBaselines(project, '--horizon', '7d', ...bounds));
  }
  return found;
}
