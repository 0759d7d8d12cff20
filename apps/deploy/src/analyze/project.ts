import { findSetFolder, initJobSpecs, jobNamesIn, type SetName } from '@ndr/aws';
import { fgBBuilderJobSpec } from '@ndr/pipelines';
import { join } from 'node:path';
import type { Context } from '../context';
import { thisMachine } from '../environments';
import { jobSpecSources } from '../job-spec-sources';

/** Baselines of one log reach up to its end: there is no later traffic that they could be kept clear of. */
const noGaps = [
  ['horizons.7d.safety_gap_days', 0],
  ['horizons.30d.safety_gap_days', 0],
] as const;

/** Jobs of a set that have a JobSpec file; none when there is no such set. */
export async function jobsOfProject(context: Context, set: SetName): Promise<readonly string[]> {
  const folder = await findSetFolder(jobSpecSources(context, thisMachine(context)).roots, set);
  return folder === undefined ? [] : jobNamesIn(folder);
}

/**
 * Writes the JobSpec files that a set lacks: without safety gaps and, when it is new, with `internalNetworks`. What the
 * files of a set say stays.
 * @throws NdrError `job-spec.…`
 */
export async function completeProject(
  context: Context,
  set: SetName,
  internalNetworks: readonly string[],
): Promise<void> {
  const present = await jobsOfProject(context, set);
  const settings = new Map<string, unknown>([
    ...(present.length === 0 ? ([['internal_networks', internalNetworks]] as const) : []),
    ...(present.includes(fgBBuilderJobSpec.jobName) ? [] : noGaps),
  ]);
  const target = join(context.stateFolder, 'job-specs');
  await initJobSpecs({ ...jobSpecSources(context, thisMachine(context)), target, settings, force: false }, set);
}
