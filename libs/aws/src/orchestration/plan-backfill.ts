import { backfillPhases } from '@ndr/pipelines';
import { NdrError, plainName } from '@ndr/core';
import { z } from 'zod';
import { mostRunsInState, type PipelineRun } from './pipeline-run';
import { lockKey, readLocks } from './run-lock';
import { missingRuns } from './runs/missing-runs';
import type { OrchestrationServices } from './services';
import { readProjectHistory } from '../history/project-history';

/** What the backfill machine is started with. */
const backfillRequest = z.object({
  project: plainName,
  version: plainName,
  /** The range, `[from, to)`; midnights of baselines up to `to` itself. */
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  novelty: z.boolean().default(false),
});

const planInput = z.object({ phase: z.enum(backfillPhases), request: backfillRequest, owner: z.string() });

/** What a phase of a backfill has to do now, and how much more there is. Runs that it tried and gave up are left out. */
export async function planBackfill(
  input: unknown,
  services: OrchestrationServices,
): Promise<{ readonly runs: readonly PipelineRun[]; readonly remaining: number }> {
  const { phase, request, owner } = planInput.parse(input);
  const { settings, clock, ledger, objects } = services;
  const set = (await services.projectSets()).find(
    ({ project, version }) => project === request.project && version === request.version,
  );
  if (!set) throw noSet(request);
  const history = await readProjectHistory(objects, set, {
    start: Date.parse(request.from),
    end: Date.parse(request.to),
  });
  const shape = {
    mostDays: settings.backfillDays,
    now: clock.now(),
    novelty: request.novelty,
    baselinesFrom: Date.parse(request.from),
  };
  const wanted = missingRuns(history, phase, shape);
  const locks = await readLocks(ledger, set.project);
  const givenUp = new Set(
    locks
      .filter((lock) => lock.state === 'failed' && lock.owner === owner)
      .map(({ run }) => lockKey(run).job_name_version),
  );
  const runs = wanted.filter((run) => !givenUp.has(lockKey(run).job_name_version));
  return { runs: runs.slice(0, mostRunsInState), remaining: Math.max(0, runs.length - mostRunsInState) };
}

function noSet({ project, version }: { readonly project: string; readonly version: string }): NdrError {
  return new NdrError({
    code: 'job-spec.missing',
    place: `${project} ${version}`,
    cause: 'the environment names no such active project and version, or the table has no JobSpecs of it',
    remedy: `Name it in the environment's projects, and deploy.`,
  });
}
