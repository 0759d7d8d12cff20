import {
  digestOfSet,
  readJobSpecSet,
  readStoredSet,
  storedMembers,
  type Environment,
  type JobSpecSet,
  type JobSpecSources,
  type SetName,
} from '@ndr/aws';
import { NdrError } from '@ndr/core';
import { stringify } from 'yaml';
import { z } from 'zod';
import { command } from '../command-line/command';
import type { Context } from '../context';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';
import { jobSpecSources } from '../job-spec-sources';
import { checkJob } from '../job-specs/known-job';
import { selectSet, setFilter } from '../job-specs/select-sets';
import { withJobSpecTable } from '../job-specs/table';

/** `ndr job-specs show`: what jobs will read, or what they read now. */
export const jobSpecsShowCommand = command({
  name: 'show',
  summary: 'Show JobSpecs as jobs read them: complete, prefixes resolved.',
  options: z.strictObject({
    job: z.string().optional().meta({ positional: true }).describe('Only this job'),
    ...setFilter,
    table: z.boolean().default(false).describe('What the table holds, instead of what the files say'),
  }),
  async run({ job, table: isOfTable, ...named }, context) {
    const environment = await environmentOf(context);
    const sources = jobSpecSources(context, environment);
    const name = await selectSet(sources, named);
    const set = isOfTable ? await setOfTable(context, environment, sources, name) : await readJobSpecSet(sources, name);
    checkJob(set, job);
    const members = set.members.filter(({ definition }) => job === undefined || definition.jobName === job);
    const jobSpecs = Object.fromEntries(members.map(({ definition, spec }) => [definition.jobName, spec]));
    const { project, version } = set;
    context.output.result({ project, version, set_digest: digestOfSet(set), job_specs: jobSpecs }, () =>
      members.map(({ spec, file }) => `# ${file}\n${stringify(spec)}`),
    );
    return exitCode.done;
  },
});

async function setOfTable(
  context: Context,
  environment: Environment,
  { definitions }: JobSpecSources,
  name: SetName,
): Promise<JobSpecSet> {
  return withJobSpecTable(context, environment, async ({ client, table }) => {
    const { items } = await readStoredSet(client, table, name);
    if (items.length === 0) throw notStored(table, name);
    return { ...name, members: storedMembers(table, name, items, definitions) };
  });
}

function notStored(table: string, { project, version }: SetName): NdrError {
  return new NdrError({
    code: 'job-spec.missing',
    place: `table ${table}, project ${project}, version ${version}`,
    cause: 'the table holds no such set',
    remedy: `Write it: ndr job-specs apply --project ${project} --version ${version}`,
  });
}
