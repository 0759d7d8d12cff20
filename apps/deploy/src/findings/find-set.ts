import { listSets, readJobSpecSet, type JobSpecSet } from '@ndr/aws';
import { NdrError } from '@ndr/core';
import type { Context } from '../context';
import { thisMachine } from '../environments';
import { jobSpecSources } from '../job-spec-sources';

/** Which set is meant: what is not said must be the only one. */
export interface NamedSet {
  readonly project?: string | undefined;
  readonly version?: string | undefined;
}

/**
 * The one set of JobSpecs that `named` fits.
 * @throws NdrError `usage` when several fit, `job-spec.missing` when none does
 */
export async function findSet(context: Context, { project, version }: NamedSet): Promise<JobSpecSet> {
  const sources = jobSpecSources(context, thisMachine(context));
  if (project !== undefined && version !== undefined) return readJobSpecSet(sources, { project, version });
  const sets = (await listSets(sources.roots)).filter(
    (set) => (project ?? set.project) === set.project && (version ?? set.version) === set.version,
  );
  const [set, ...others] = sets;
  if (set && others.length === 0) return readJobSpecSet(sources, set);
  const names = sets.map((each) => `--project ${each.project} --version ${each.version}`);
  throw set
    ? new NdrError({
        code: 'usage',
        place: project === undefined ? '--project' : '--version',
        cause: `${String(sets.length)} sets of JobSpecs fit`,
        remedy: `Give one: ${names.join(', ')}.`,
      })
    : new NdrError({
        code: 'job-spec.missing',
        place: sources.roots.join(', '),
        cause: 'there is no set of JobSpecs that fits',
        remedy: 'Run `ndr demo`, or write a set: ndr job-specs init --project P --version V.',
      });
}
