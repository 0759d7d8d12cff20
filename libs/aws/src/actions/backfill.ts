import { NdrError, silent } from '@ndr/core';
import { backfillPhases, type BackfillPhase } from '@ndr/pipelines';
import { randomUUID } from 'node:crypto';
import type { ActionContext } from './deployment';
import { startExecution } from './start';
import { watchExecution } from './watch';
import { withCodedFailures } from '../account/aws-failure';
import { readProjectHistory, type ProjectHistory } from '../history/project-history';
import type { ProjectSet } from '../history/project-set';
import { s3StoredObjects } from '../history/stored-objects';
import type { Interval } from '../history/times';
import { inParallel } from '../in-parallel';
import { startOf } from '../orchestration/pipeline-executions';
import type { PipelineRun } from '../orchestration/pipeline-run';
import { missingRuns } from '../orchestration/runs/missing-runs';

/** What a backfill fills, and how. */
export interface BackfillOptions {
  readonly interval: Interval;
  /** Also windows whose novelty would find another baseline now, and baselines whose slices changed. */
  readonly novelty: boolean;
  /** Baselines are due from this time on; from the first that there is unless given. */
  readonly baselinesFrom?: number | undefined;
  /** Days of history in one run, at most. */
  readonly mostDays: number;
  /** Runs at once. */
  readonly concurrency: number;
}

/** A run of a backfill, and how it ended. */
export interface BackfilledRun {
  readonly key: string;
  readonly phase: BackfillPhase;
  readonly arn: string;
  readonly status: string;
  readonly failureReason?: string;
}

/** What mends what the runs of one pass make stale: baselines after windows, windows after baselines. */
const mostPasses = 5;

/**
 * Runs what a range lacks, phase after phase, until nothing is left that did not fail. Interrupted, it is repeated: what
 * was committed is not run again.
 * @throws NdrError `deploy.no-such-pipeline`, `record.invalid`, `aws.…`; a run that fails is a result
 */
export async function backfillMissing(
  context: ActionContext,
  set: ProjectSet,
  options: BackfillOptions,
): Promise<readonly BackfilledRun[]> {
  const ended: BackfilledRun[] = [];
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const before = ended.length;
    for (const phase of backfillPhases) {
      const failed = new Set(ended.filter(({ status }) => status !== 'Succeeded').map(({ key }) => key));
      const planned = await plannedRuns(context, set, phase, options);
      const runs = planned.filter(({ key }) => !failed.has(key));
      ended.push(...(await runAll(context, phase, runs, options.concurrency)));
    }
    if (ended.length === before) break;
  }
  return ended;
}

/** What `set` has in a range of time. */
export async function readDataHistory(
  { clients }: ActionContext,
  set: ProjectSet,
  interval: Interval,
): Promise<ProjectHistory> {
  return withCodedFailures(() => readProjectHistory(s3StoredObjects(clients.s3), set, interval));
}

async function plannedRuns(
  context: ActionContext,
  set: ProjectSet,
  phase: BackfillPhase,
  { interval, mostDays, novelty, baselinesFrom }: BackfillOptions,
): Promise<readonly PipelineRun[]> {
  const history = await readDataHistory(context, set, interval);
  return missingRuns(history, phase, { mostDays, novelty, baselinesFrom, now: new Date() });
}

async function runAll(
  context: ActionContext,
  phase: BackfillPhase,
  runs: readonly PipelineRun[],
  concurrency: number,
): Promise<readonly BackfilledRun[]> {
  const { reporter } = context;
  let done = 0;
  const tell = () => {
    reporter({ type: 'progress', stage: `Backfill: ${phase}`, done, total: runs.length, unit: 'runs' });
  };
  if (runs.length > 0) tell();
  return inParallel(runs, concurrency, async (run) => {
    const ended = await runToEnd(context, phase, run);
    done += 1;
    reporter({
      type: 'notice',
      text: `${run.key} ${ended.status}${ended.failureReason === undefined ? '' : `: ${ended.failureReason}`}`,
    });
    tell();
    return ended;
  });
}

async function runToEnd(context: ActionContext, phase: BackfillPhase, run: PipelineRun): Promise<BackfilledRun> {
  const arn = await startExecution(context, { ...startOf(run, context.environment), token: randomUUID() });
  // Many run at once: their steps are not shown.
  const { status, failureReason, steps } = await watchExecution({ ...context, reporter: silent }, arn);
  if (context.signal?.aborted) throw interrupted(arn);
  const reason = steps.find((step) => step.status === 'Failed')?.failureReason ?? failureReason;
  return { ...{ key: run.key, phase, arn, status }, ...(reason !== undefined && { failureReason: reason }) };
}

function interrupted(arn: string): NdrError {
  return new NdrError({
    code: 'execution.timeout',
    place: arn,
    cause: 'the backfill was interrupted',
    remedy: 'Repeat it: what is committed is not run again.',
  });
}
