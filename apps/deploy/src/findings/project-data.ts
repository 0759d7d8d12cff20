import type { JobSpecSet } from '@ndr/aws';
import { projectTables, type ProjectTables } from '@ndr/findings';
import { fgBBuilderJobSpec, type BaselineHorizon, type BaselineRange } from '@ndr/pipelines';
import { folderOfUri } from '../local/folder-of-uri';

/** Folders of a project's tables on this machine, as the JobSpecs that write them say. */
export function tablesOf(bucketRoot: string, { version, members }: JobSpecSet): ProjectTables {
  const written = new Map(members.flatMap(({ spec }) => Object.entries(spec.writes)));
  return projectTables(version, (dataset) => folderOfUri(bucketRoot, written.get(dataset)?.s3_prefix ?? ''));
}

/** Which days baselines are made of, by horizon, as the JobSpec of their job says. */
export function baselineRangesOf({
  members,
}: JobSpecSet): Readonly<Record<BaselineHorizon, BaselineRange>> | undefined {
  const member = members.find(({ definition }) => definition.jobName === fgBBuilderJobSpec.jobName);
  return member?.spec.horizons as Record<BaselineHorizon, BaselineRange> | undefined;
}
