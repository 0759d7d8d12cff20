import { sha256Hex } from '@ndr/core';
import { baselineHorizons, backfillStepDays, type BaselineHorizon } from '@ndr/pipelines';
import { z } from 'zod';
import type { PipelineRun } from './pipeline-run';
import { baselinesRun } from './runs/baselines-run';
import type { OrchestrationServices } from './services';
import { dueBaselines } from '../history/baselines';
import { snapshotCommits } from '../history/commits';

const planInput = z.object({ horizon: z.enum(baselineHorizons as [BaselineHorizon, ...BaselineHorizon[]]) });

/** The baselines of a horizon that are due, those of nights that were missed too; nothing for those that exist. */
export async function planBaselines(
  input: unknown,
  services: OrchestrationServices,
): Promise<{ readonly runs: readonly PipelineRun[] }> {
  const { horizon } = planInput.parse(input);
  const now = services.clock.now();
  const mostDays = services.settings.catchUpDays * backfillStepDays[horizon];
  const runs: PipelineRun[] = [];
  for (const set of await services.projectSets()) {
    const snapshots = await snapshotCommits(services.objects, set.fgB, set.version, horizon);
    for (const reference of dueBaselines(snapshots, horizon, now.getTime(), mostDays)) {
      const digest = sha256Hex(`${horizon} ${String(reference)}`);
      runs.push(baselinesRun(set, horizon, [reference], { digest, happened: now }));
    }
  }
  return { runs };
}
