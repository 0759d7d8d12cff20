import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  baselineHorizons,
  deltaBuilderJobSpec,
  deltas,
  fgA,
  fgABuilderJobSpec,
  fgB,
  fgBBuilderJobSpec,
  integration,
  pairCounts,
  pairCountsBuilderJobSpec,
  windowSlices,
  type BaselineHorizon,
  type BaselineRange,
} from '@ndr/pipelines';
import type { JobSpecMember } from '../job-specs/job-spec-set';
import { jobNameOf } from '../job-specs/job-spec-item';
import { readStoredSet } from '../job-specs/read-stored-set';
import type { SetName } from '../job-specs/set-folder';
import { storedMembers } from '../job-specs/stored-members';

const definitions = [deltaBuilderJobSpec, fgABuilderJobSpec, fgBBuilderJobSpec, pairCountsBuilderJobSpec];

/** Where the data of a project and version lies, and what decides how its slices depend on each other. */
export interface ProjectSet extends SetName {
  /** Prefixes, each ending in a slash. */
  readonly integration: string;
  readonly deltas: string;
  readonly fgA: string;
  readonly pairCounts: string;
  readonly fgB: string;
  /** Slices of each window of FG-A. */
  readonly windows: readonly number[];
  readonly ranges: Readonly<Record<BaselineHorizon, BaselineRange>>;
}

/** What the JobSpecs of a set say of its data; undefined when one of the contract's jobs has none. */
export function projectSetOf(name: SetName, members: readonly JobSpecMember[]): ProjectSet | undefined {
  const specOf = (jobName: string) => members.find(({ definition }) => definition.jobName === jobName)?.spec;
  const [delta, features, baselines, pairs] = [
    ...[specOf('delta_builder'), specOf('fg_a_builder'), specOf('fg_b_builder'), specOf('pair_counts_builder')],
  ];
  if (!delta || !features || !baselines || !pairs) return undefined;
  const windows = features.windows as readonly (keyof typeof windowSlices)[];
  const horizons = baselines.horizons as Record<BaselineHorizon, BaselineRange>;
  return {
    ...{ project: name.project, version: name.version },
    integration: delta.reads[integration.name]?.s3_prefix ?? '',
    deltas: delta.writes[deltas.name]?.s3_prefix ?? '',
    fgA: features.writes[fgA.name]?.s3_prefix ?? '',
    pairCounts: pairs.writes[pairCounts.name]?.s3_prefix ?? '',
    fgB: baselines.writes[fgB.name]?.s3_prefix ?? '',
    windows: windows.map((label) => windowSlices[label]),
    ranges: Object.fromEntries(baselineHorizons.map((horizon) => [horizon, horizons[horizon]])) as Record<
      BaselineHorizon,
      BaselineRange
    >,
  };
}

/** The same, as the JobSpec table says. */
export async function readProjectSet(
  client: DynamoDBClient,
  table: string,
  name: SetName,
): Promise<ProjectSet | undefined> {
  const { items } = await readStoredSet(client, table, name);
  const known = items.filter((item) => definitions.some(({ jobName }) => jobName === jobNameOf(item)));
  return projectSetOf(name, storedMembers(table, name, known, definitions));
}
