import { effectiveJobSpec, misalignmentsOf, NdrError, refuse, type JobSpecDefinition, type Problem } from '@ndr/core';
import { readJobSpecFile } from './job-spec-file';
import type { JobSpecMember, JobSpecSet } from './job-spec-set';
import { findSetFolder, jobNamesIn, jobSpecPath, type SetName } from './set-folder';

/** Where sets of JobSpecs lie, and what fills them in. */
export interface JobSpecSources {
  /** Folders that hold sets as `<project>/<version>/<job>.yaml`. A set in an earlier one hides that of a later one. */
  readonly roots: readonly string[];
  /** Of every job of every pipeline. */
  readonly definitions: readonly JobSpecDefinition[];
  /** What `${bucket}` stands for. */
  readonly bucket: string;
}

/**
 * Reads the JobSpecs of a project and version, complete with defaults, and refuses them unless they fit together.
 * @throws NdrError with every fault of the set: `job-spec.missing`, `job-spec.invalid`, `job-spec.misaligned`
 */
export async function readJobSpecSet(sources: JobSpecSources, name: SetName): Promise<JobSpecSet> {
  const folder = await findSetFolder(sources.roots, name);
  if (folder === undefined) throw noSet(sources.roots, name);
  const problems: Problem[] = [];
  const members: JobSpecMember[] = [];
  for (const definition of sources.definitions) {
    try {
      members.push(await readMember(definition, folder, name, sources.bucket));
    } catch (error) {
      if (!(error instanceof NdrError)) throw error;
      problems.push(...error.problems);
    }
  }
  refuse([...problems, ...(await strangers(folder, sources.definitions))]);
  // Whether they fit together is known only of JobSpecs that are right by themselves.
  refuse(misalignmentsOf(members));
  return { ...name, members };
}

async function readMember(
  definition: JobSpecDefinition,
  folder: string,
  name: SetName,
  bucket: string,
): Promise<JobSpecMember> {
  const path = jobSpecPath(folder, definition.jobName);
  const file = await readJobSpecFile(path);
  if (!file) throw new NdrError(missingMember(path, name));
  const spec = effectiveJobSpec(definition, file.written, { ...name, bucket }, file.placeOf);
  return { definition, spec, file: path, placeOf: file.placeOf };
}

async function strangers(folder: string, definitions: readonly JobSpecDefinition[]): Promise<Problem[]> {
  const known = new Set(definitions.map(({ jobName }) => jobName));
  return (await jobNamesIn(folder))
    .filter((jobName) => !known.has(jobName))
    .map((jobName) => ({
      code: 'job-spec.misaligned',
      place: jobSpecPath(folder, jobName),
      cause: `no pipeline has a job ${jobName}`,
      remedy: `Remove the file, or name it after one of ${[...known].join(', ')}.`,
    }));
}

function noSet(roots: readonly string[], { project, version }: SetName): NdrError {
  return new NdrError({
    code: 'job-spec.missing',
    place: `project ${project}, version ${version}`,
    cause: `there are no JobSpec files ${project}/${version}/<job>.yaml below ${roots.join(' or ')}`,
    remedy: `Write them: ndr job-specs init --project ${project} --version ${version}`,
  });
}

function missingMember(path: string, { project, version }: SetName): Problem {
  return {
    code: 'job-spec.missing',
    place: path,
    cause: 'the set has no such file, and a pipeline has that job',
    remedy: `Add it, with the shared settings of the others: ndr job-specs init --project ${project} --version ${version}`,
  };
}
