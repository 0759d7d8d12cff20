import {
  copyJobSpec,
  NdrError,
  parseSetting,
  planJobSpecFiles,
  type JobSpecDefinition,
  type PlannedJobSpec,
} from '@ndr/core';
import type { JobSpecAnswer, JobSpecRequest } from './request';
import type { Derivation, Exported } from '../../sync/model/derivation';
import { jobSpecsOf, pipelinesOf } from '../../sync/model/exported-definitions';

/** What stands for the bucket in files, so that they serve every environment. */
const anyBucket = '${bucket}';

/** A bucket by which files are checked. */
const exampleBucket = 'example';

/** The files that a set is to have, or why there are none. */
const jobSpecFiles: Derivation<JobSpecAnswer, JobSpecRequest> = (exported, { request }) => {
  try {
    return { files: planned(definitionsOf(exported, request.pipeline), request) };
  } catch (error) {
    if (error instanceof NdrError) return { problems: error.problems };
    throw error;
  }
};
export default jobSpecFiles;

function planned(definitions: readonly JobSpecDefinition[], request: JobSpecRequest): readonly PlannedJobSpec[] {
  const { set, source, existing, settings, force } = request;
  const scope = { ...set, bucket: exampleBucket };
  const options = { definitions, settings: new Map(settings.map(parseSetting)) };
  if (!source) return planJobSpecFiles({ ...options, force }, scope, new Map(Object.entries(existing)));
  const copies = definitions.flatMap((definition) => {
    const file = source.files[definition.jobName];
    if (!file) return [];
    const text = copyJobSpec(definition, file, { ...source.set, bucket: anyBucket }, { ...set, bucket: anyBucket });
    return [[definition.jobName, { path: file.path, text }] as const];
  });
  // What is set may differ from what the other set says.
  const files = planJobSpecFiles({ ...options, force: true }, scope, new Map(copies));
  return files.map((file) => ({ ...file, action: 'created' }));
}

/** The JobSpecs that the model exports, or those of one pipeline, each job once. */
function definitionsOf(exported: readonly Exported[], pipeline: string | null): readonly JobSpecDefinition[] {
  const built = pipelinesOf(exported);
  const wanted = built.find(({ name }) => name === pipeline);
  if (pipeline !== null && !wanted) {
    throw new NdrError({
      code: 'usage',
      place: '--pipeline',
      cause: `there is no pipeline ${pipeline}`,
      remedy: `Use one of ${built.map(({ name }) => name).join(', ')}.`,
    });
  }
  const definitions = wanted?.builders.map(({ jobSpec }) => jobSpec) ?? [
    ...jobSpecsOf(exported),
    ...built.flatMap(({ builders }) => builders.map(({ jobSpec }) => jobSpec)),
  ];
  return [...new Map(definitions.map((each) => [each.jobName, each])).values()];
}
