import { readJobSpecSet, type JobSpecSet } from '@ndr/aws';
import type { Context } from '../context';
import { thisMachine } from '../environments';
import { jobSpecSources } from '../job-spec-sources';
import { selectSet, type NamedSet } from '../job-specs/select-sets';

/**
 * The one set of JobSpecs that `named` fits: what is not said must be the only one.
 * @throws NdrError `usage` when several fit, `job-spec.missing` when none does
 */
export async function findSet(context: Context, named: NamedSet): Promise<JobSpecSet> {
  const sources = jobSpecSources(context, thisMachine(context));
  return readJobSpecSet(sources, await selectSet(sources, named));
}
