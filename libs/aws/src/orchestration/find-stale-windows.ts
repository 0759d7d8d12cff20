import { sha256Hex, sliceMilliseconds } from '@ndr/core';
import { ndr15mPipelineName } from '@ndr/pipelines';
import { z } from 'zod';
import { pipelineRun, runResult, type PipelineRun } from './pipeline-run';
import { windowsRun } from './runs/batch-run';
import { contiguous } from './runs/contiguous';
import { batchesOf } from './runs/missing-runs';
import type { OrchestrationServices } from './services';
import { readCommits, sliceCommits } from '../history/commits';
import type { ProjectSet } from '../history/project-set';
import { isStale } from '../history/stale-windows';

const staleInput = z.object({ runs: z.array(pipelineRun), results: z.array(runResult) });

/** FGABuilderStep over the window ends after a run's slices that were made before these slices were what they are now. */
export async function findStaleWindows(
  input: unknown,
  services: OrchestrationServices,
): Promise<{ readonly runs: readonly PipelineRun[] }> {
  const { runs, results } = staleInput.parse(input);
  const done = new Set(results.filter(({ outcome }) => outcome === 'done').map(({ key }) => key));
  const sets = await services.projectSets();
  const found: PipelineRun[] = [];
  for (const run of runs.filter(({ key, pipeline }) => done.has(key) && pipeline === ndr15mPipelineName)) {
    const set = sets.find(({ project, version }) => project === run.project && version === run.version);
    if (set) found.push(...(await staleAfter(run, set, services)));
  }
  return { runs: found };
}

async function staleAfter(
  run: PipelineRun,
  set: ProjectSet,
  { objects, clock, settings }: OrchestrationServices,
): Promise<readonly PipelineRun[]> {
  const longest = Math.max(...set.windows);
  const reach = longest * sliceMilliseconds;
  const [start, end] = [Date.parse(run.start), Date.parse(run.end)];
  // Its own windows too: what another run wrote while this one read.
  const [fgA, deltas] = await Promise.all([
    sliceCommits(objects, set.fgA, { start, end: end + reach }).then((commits) => readCommits(objects, commits)),
    sliceCommits(objects, set.deltas, { start: start - reach, end: end + reach }).then((commits) =>
      readCommits(objects, commits),
    ),
  ]);
  const stale = [...fgA].flatMap(([last, record]) =>
    deltas.has(last) && isStale(last, record, deltas, longest) ? [last] : [],
  );
  return contiguous(batchesOf(stale, deltas), settings.backfillDays).map((group) => {
    const read = [...deltas].map(([slice, { run_id }]) => [slice, run_id]);
    const digest = sha256Hex(JSON.stringify([group, read]));
    return windowsRun(set, group, { digest, happened: clock.now(), kind: 'windows' });
  });
}
