import {
  backfillMode,
  backfillStepDays,
  fgBBaselinePipelineName,
  regularMode,
  type BaselineHorizon,
} from '@ndr/pipelines';
import { dayMilliseconds, isoDay, isoSeconds } from '../../history/times';
import type { SetName } from '../../job-specs/set-folder';
import type { PipelineRun } from '../pipeline-run';

/** The baselines of a horizon at reference times that follow each other in its steps. */
export function baselinesRun(
  { project, version }: SetName,
  horizon: BaselineHorizon,
  references: readonly number[],
  { digest, happened }: { readonly digest: string; readonly happened: Date },
): PipelineRun {
  const [first = 0, last = first] = [references[0], references.at(-1)];
  const isOne = first === last;
  const [from, to] = [isoSeconds(first), isoSeconds(last)];
  const times = isOne
    ? { BaselineMode: regularMode, BaselineEndTsIso: from }
    : { BaselineMode: backfillMode, BackfillStartTsIso: from, BackfillEndTsIso: to };
  const options = isOne ? `--end ${from}` : `--backfill-start ${from} --backfill-end ${to}`;
  return {
    key: `baselines/${horizon}/${isoDay(first)}${isOne ? '' : `-${isoDay(last)}`}`,
    ...{ project, version, pipeline: fgBBaselinePipelineName, line: `baselines-${horizon}` },
    parameters: { ProjectName: project, FeatureSpecVersion: version, BaselineHorizon: horizon, ...times },
    start: new Date(first).toISOString(),
    end: new Date(last + dayMilliseconds).toISOString(),
    happened: happened.toISOString(),
    digest,
    command: `ndr baselines --project ${project} --version ${version} --horizon ${horizon} ${options}`,
  };
}

/** Reference times in groups that one BACKFILL run each can make: in steps of the horizon, at most `most` of them. */
export function inSteps(
  references: readonly number[],
  horizon: BaselineHorizon,
  most: number,
): readonly (readonly number[])[] {
  const step = backfillStepDays[horizon] * dayMilliseconds;
  const groups: number[][] = [];
  for (const reference of references) {
    const group = groups.at(-1);
    if (group?.at(-1) === reference - step && group.length < most) group.push(reference);
    else groups.push([reference]);
  }
  return groups;
}
