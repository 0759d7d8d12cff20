import { projectSetOf, readJobSpecSet, type Environment, type JobSpecSet, type ProjectSet } from '@ndr/aws';
import type { Context } from '../context';
import { jobSpecSources } from '../job-spec-sources';
import { selectSets, type NamedSet } from '../job-specs/select-sets';

/** A set of JobSpecs, and what it says of its data. */
export interface NamedProjectSet {
  readonly jobSpecs: JobSpecSet;
  readonly set: ProjectSet;
}

/**
 * The projects and versions that `named` fits, with the places of their data; sets without all of the contract's jobs
 * are left out.
 * @throws NdrError `job-spec.missing` when none fits, `job-spec.…`
 */
export async function projectSetsOf(
  context: Context,
  environment: Environment,
  named: NamedSet,
): Promise<readonly NamedProjectSet[]> {
  const sources = jobSpecSources(context, environment);
  const sets = await Promise.all(
    (await selectSets(sources, named)).map(async (name) => {
      const jobSpecs = await readJobSpecSet(sources, name);
      const set = projectSetOf(name, jobSpecs.members);
      return set && { jobSpecs, set };
    }),
  );
  return sets.filter((set) => set !== undefined);
}
