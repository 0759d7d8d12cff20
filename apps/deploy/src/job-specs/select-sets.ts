import { listSets, type JobSpecSources, type SetName } from '@ndr/aws';
import { NdrError, plainName } from '@ndr/core';

/** Options that name sets of JobSpecs; those that are left out fit every set. */
export const setFilter = {
  project: plainName.optional().describe('Only sets of this project'),
  version: plainName.optional().describe('Only sets of this feature-spec version'),
};

/** Which sets are meant. */
export interface NamedSet {
  readonly project?: string | undefined;
  readonly version?: string | undefined;
}

/**
 * The sets of files that `named` fits, by name.
 * @throws NdrError `job-spec.missing` when there is none
 */
export async function selectSets(sources: JobSpecSources, named: NamedSet): Promise<readonly SetName[]> {
  const sets = (await listSets(sources.roots)).filter((set) => fits(set, named));
  if (sets.length > 0) return sets;
  const { project = 'P', version = 'V' } = named;
  throw new NdrError({
    code: 'job-spec.missing',
    place: sources.roots.join(', '),
    cause: 'there is no set of JobSpecs that fits',
    remedy: `Write a set: ndr job-specs init --project ${project} --version ${version}`,
  });
}

/**
 * The one set that `named` names, or that it fits alone among the files.
 * @throws NdrError `usage` when several fit, `job-spec.missing` when none does
 */
export async function selectSet(sources: JobSpecSources, { project, version }: NamedSet): Promise<SetName> {
  if (project !== undefined && version !== undefined) return { project, version };
  const [set, ...others] = await selectSets(sources, { project, version });
  if (set && others.length === 0) return set;
  const names = [set, ...others].flatMap((each) =>
    each ? [`--project ${each.project} --version ${each.version}`] : [],
  );
  throw new NdrError({
    code: 'usage',
    place: project === undefined ? '--project' : '--version',
    cause: `${String(names.length)} sets of JobSpecs fit`,
    remedy: `Give one: ${names.join(', ')}.`,
  });
}

/** Whether `set` is one of those that `named` means. */
export function fits(set: SetName, { project, version }: NamedSet): boolean {
  return (project ?? set.project) === set.project && (version ?? set.version) === set.version;
}
