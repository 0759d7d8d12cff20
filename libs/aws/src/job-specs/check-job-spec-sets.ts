import { NdrError, refuse, separateSets, type Misalignment, type Problem } from '@ndr/core';
import type { JobSpecSet } from './job-spec-set';
import { readJobSpecSet, type JobSpecSources } from './read-job-spec-set';
import { listSets, type SetName } from './set-folder';

/** What is wrong with a JobSpec; of a disagreement, what each side says and where. */
export type JobSpecProblem = Problem & Partial<Pick<Misalignment, 'sides'>>;

/** A set with all that is wrong with it; complete when nothing is. */
export interface CheckedSet extends SetName {
  readonly set: JobSpecSet | undefined;
  readonly problems: readonly JobSpecProblem[];
}

/**
 * Checks sets, each by itself and against every other set of the sources, with which it must not share what it writes.
 */
export async function checkJobSpecSets(
  sources: JobSpecSources,
  names: readonly SetName[],
): Promise<readonly CheckedSet[]> {
  const checked: CheckedSet[] = [];
  for (const { project, version } of names) checked.push(await checkSet(sources, { project, version }));
  const others: CheckedSet[] = [];
  for (const { project, version } of await listSets(sources.roots)) {
    const isNamed = names.some((name) => name.project === project && name.version === version);
    // What is wrong with others by themselves is told when they are checked.
    if (!isNamed) others.push(await checkSet(sources, { project, version }));
  }
  const before = others.flatMap(membersOf);
  return checked.map((each) => {
    const shared = membersOf(each).flatMap((members) => separateSets([members], before));
    before.push(...membersOf(each));
    return { ...each, problems: [...each.problems, ...shared] };
  });
}

/**
 * Reads sets that are to be deployed together.
 * @throws NdrError with every fault of every set, as `readJobSpecSet` does, and what two sets write to one place
 */
export async function readJobSpecSets(
  sources: JobSpecSources,
  names: readonly SetName[],
): Promise<readonly JobSpecSet[]> {
  const checked = await checkJobSpecSets(sources, names);
  refuse(checked.flatMap(({ problems }) => problems));
  return checked.flatMap(({ set }) => (set ? [set] : []));
}

async function checkSet(sources: JobSpecSources, name: SetName): Promise<CheckedSet> {
  try {
    return { ...name, set: await readJobSpecSet(sources, name), problems: [] };
  } catch (error) {
    if (!(error instanceof NdrError)) throw error;
    return { ...name, set: undefined, problems: error.problems };
  }
}

function membersOf({ set }: CheckedSet): readonly JobSpecSet['members'][] {
  return set ? [set.members] : [];
}
