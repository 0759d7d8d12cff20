import { sliceMilliseconds } from '@ndr/core';
import { baselineHorizons, type BaselineHorizon } from '@ndr/pipelines';
import { z } from 'zod';
import { pipelineRun, type PipelineRun } from './pipeline-run';
import type { OrchestrationServices } from './services';
import { firstCommit, sliceCommits } from '../history/commits';
import { baselineInterval } from '../history/project-history';
import { slicesOf } from '../history/times';

const checkInput = z.object({ run: pipelineRun, since: z.iso.datetime() });

/** Whether baselines run now. */
export interface Completeness {
  readonly decision: 'run' | 'wait' | 'fail';
  /** The run, with the coverage of its range. */
  readonly run: PipelineRun;
  readonly cause: string;
}

/**
 * Looks whether FG-A is committed over the whole range of a baseline, from the first slice on that it ever had; what is
 * incomplete is waited for, up to a limit.
 */
export async function checkCompleteness(input: unknown, services: OrchestrationServices): Promise<Completeness> {
  const { run, since } = checkInput.parse(input);
  const { clock, settings, objects } = services;
  const horizon = run.parameters.BaselineHorizon as BaselineHorizon;
  const set = (await services.projectSets()).find(
    ({ project, version }) => project === run.project && version === run.version,
  );
  if (!set || !baselineHorizons.includes(horizon)) {
    return { decision: 'fail', run, cause: `${run.project} ${run.version} has no JobSpecs` };
  }
  const range = baselineInterval(set, horizon, Date.parse(run.start));
  const first = await firstCommit(objects, set.fgA);
  const begins = Math.max(range.start, first ?? range.end);
  const commits = await sliceCommits(objects, set.fgA, range);
  const expected = (range.end - range.start) / sliceMilliseconds;
  const lacking = slicesOf({ start: begins, end: range.end }).filter((slice) => !commits.has(slice));
  const covered = { ...run, coverage: { expected, committed: commits.size } };
  if (lacking.length === 0) return { decision: 'run', run: covered, cause: '' };
  const cause = `FG-A lacks ${lacking.length} of ${expected} slices, the first ${new Date(lacking[0] ?? 0).toISOString()}`;
  const waited = clock.now().getTime() - Date.parse(since);
  const decision = waited < settings.completenessWaitMinutes * 60_000 ? 'wait' : settings.whenIncomplete;
  return { decision, run: covered, cause };
}
