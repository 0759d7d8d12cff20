import { digestOfSet, readJobSpecSet } from '@ndr/aws';
import { NdrError } from '@ndr/core';
import { stringify } from 'yaml';
import { z } from 'zod';
import { setOptions } from './arguments';
import { command } from '../command-line/command';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';
import { jobSpecSources } from '../job-spec-sources';

/** `ndr job-specs show`: what jobs will read. */
export const jobSpecsShowCommand = command({
  name: 'show',
  summary: 'Show JobSpecs as jobs read them: complete, prefixes resolved.',
  options: z.strictObject({
    job: z.string().optional().meta({ positional: true }).describe('Only this job'),
    ...setOptions,
  }),
  async run({ project, version, job }, context) {
    const sources = jobSpecSources(context, await environmentOf(context));
    const set = await readJobSpecSet(sources, { project, version });
    const members = set.members.filter(({ definition }) => job === undefined || definition.jobName === job);
    if (members.length === 0)
      throw unknownJob(
        job ?? '',
        set.members.map(({ definition }) => definition.jobName),
      );
    const jobSpecs = Object.fromEntries(members.map(({ definition, spec }) => [definition.jobName, spec]));
    context.output.result({ project, version, set_digest: digestOfSet(set), job_specs: jobSpecs }, () =>
      members.map(({ spec, file }) => `# ${file}\n${stringify(spec)}`),
    );
    return exitCode.done;
  },
});

function unknownJob(job: string, known: readonly string[]): NdrError {
  const remedy = `Use one of ${known.join(', ')}.`;
  return new NdrError({ code: 'usage', place: 'job', cause: `no pipeline has a job ${job}`, remedy });
}
