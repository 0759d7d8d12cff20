import { readJobSpecSet, type SetName } from '@ndr/aws';
import { makeReport, type RankOptions, type Report } from '@ndr/findings';
import { bucketRootOf } from '@ndr/local-sagemaker';
import {
  bothHorizons,
  fgBBaselinePipelineName,
  ndr15mPipelineName,
  rangeMiniBatchId,
  regularMode,
} from '@ndr/pipelines';
import type { Context } from '../context';
import { thisMachine } from '../environments';
import { runPipelines } from '../executions/run-pipelines';
import { hasSucceeded, type WatchEnd } from '../executions/watch-to-end';
import { baselineRangesOf, tablesOf } from '../findings/project-data';
import { jobSpecSources } from '../job-spec-sources';

/** Recorded batches of a project that has JobSpecs, and what they are held against. */
export interface JudgedRange {
  readonly set: SetName;
  /** Bounds of the batches, in ISO 8601. */
  readonly start: string;
  readonly end: string;
  /** Reference time of the baselines. */
  readonly referenceTime: Date;
  readonly rank?: RankOptions;
}

/** Findings, or how the execution ended that did not succeed. */
export type Judgement =
  { readonly kind: 'report'; readonly report: Report } | { readonly kind: 'unfinished'; readonly end: WatchEnd };

/**
 * From batches to findings: the 15m pipeline over the range, baselines of both horizons, the report. Repeating it gives
 * the same tables.
 * @throws NdrError `job-spec.…`, `local.…`, `findings.…`; a failed step is a result
 */
export async function judgeRange(context: Context, range: JudgedRange): Promise<Judgement> {
  const { set, referenceTime, rank } = range;
  const named = { ProjectName: set.project, FeatureSpecVersion: set.version };
  const end = await runPipelines(
    context,
    {
      pipelineName: ndr15mPipelineName,
      parameters: { ...named, MiniBatchId: rangeMiniBatchId, BatchStartTsIso: range.start, BatchEndTsIso: range.end },
    },
    {
      pipelineName: fgBBaselinePipelineName,
      parameters: {
        ...named,
        BaselineHorizon: bothHorizons,
        BaselineMode: regularMode,
        BaselineEndTsIso: referenceTime.toISOString().replace('.000Z', 'Z'),
      },
    },
  );
  if (!hasSucceeded(end)) return { kind: 'unfinished', end };
  context.reporter({ type: 'stage', stage: 'Ranking hosts and pairs' });
  const jobSpecs = await readJobSpecSet(jobSpecSources(context, thisMachine(context)), set);
  const report = await makeReport(tablesOf(bucketRootOf(context.stateFolder), jobSpecs), {
    baselineRanges: baselineRangesOf(jobSpecs),
    ...rank,
    project: set.project,
    now: new Date(),
  });
  return { kind: 'report', report };
}
