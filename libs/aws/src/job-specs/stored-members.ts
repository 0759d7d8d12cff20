import { effectiveJobSpec, NdrError, refuse, type JobSpecDefinition, type Problem } from '@ndr/core';
import { jobNameOf } from './job-spec-item';
import type { JobSpecMember } from './job-spec-set';
import type { SetName } from './set-folder';

/** A JobSpec as the table holds it, now or in its history. */
export interface StoredJobSpec {
  readonly project_name: string;
  readonly job_name_version: string;
  readonly spec?: string | undefined;
}

/**
 * The JobSpecs that items of `table` hold, checked by the schemas of today.
 * @throws NdrError with every fault: `job-spec.invalid`, and `job-spec.misaligned` for a job that no pipeline has
 */
export function storedMembers(
  table: string,
  name: SetName,
  items: Iterable<StoredJobSpec>,
  definitions: readonly JobSpecDefinition[],
): readonly JobSpecMember[] {
  const problems: Problem[] = [];
  const members: JobSpecMember[] = [];
  for (const item of items) {
    try {
      members.push(storedMember(table, name, item, definitions));
    } catch (error) {
      if (!(error instanceof NdrError)) throw error;
      problems.push(...error.problems);
    }
  }
  refuse(problems);
  return members;
}

function storedMember(
  table: string,
  name: SetName,
  item: StoredJobSpec,
  definitions: readonly JobSpecDefinition[],
): JobSpecMember {
  const place = `table ${table}, item ${item.project_name} / ${item.job_name_version}`;
  const definition = definitions.find(({ jobName }) => jobName === jobNameOf(item));
  if (!definition) {
    const remedy = `Apply the files of the set: ndr job-specs apply --project ${name.project} --version ${name.version}`;
    throw new NdrError({
      code: 'job-spec.misaligned',
      place,
      cause: `no pipeline has a job ${jobNameOf(item)}`,
      remedy,
    });
  }
  // What is stored is complete: no default has to name a bucket.
  const spec = effectiveJobSpec(definition, parsed(item.spec), { ...name, bucket: '' }, place);
  return { definition, spec, file: place, placeOf: () => place };
}

/** A text that is no JSON is no mapping either, which is what the schema's check says of it. */
function parsed(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
