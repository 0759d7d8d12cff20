import type { JobSpecSet } from '@ndr/aws';
import { projectTables, type ProjectTables } from '@ndr/findings';
import { fgBBuilderJobSpec, type BaselineHorizon } from '@ndr/pipelines';
import { folderOfUri } from '../local/folder-of-uri';

/** Folders of a project's tables on this machine, as the JobSpecs that write them say. */
export function tablesOf(bucketRoot: string, { version, members }: JobSpecSet): ProjectTables {
  const written = new Map(members.flatMap(({ spec }) => Object.entries(spec.writes)));
  return projectTables(version, (dataset) => folderOfUri(bucketRoot, written.get(dataset)?.s3_prefix ?? ''));
}

/** Days before a baseline's reference time that it leaves out, by horizon, as the JobSpec of its job says. */
export function gapDaysOf({ members }: JobSpecSet): Readonly<Record<BaselineHorizon, number>> | undefined {
  const member = members.find(({ definition }) => definition.jobName === fgBBuilderJobSpec.jobName);
  const horizons = member?.spec.horizons as Record<BaselineHorizon, { safety_gap_days: number }> | undefined;
  return horizons && { '7d': horizons['7d'].safety_gap_days, '30d': horizons['30d'].safety_gap_days };
}
