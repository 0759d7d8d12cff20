import { compareJobSpecSet, readJobSpecSets, readStoredSet } from '@ndr/aws';
import { z } from 'zod';
import { command } from '../command-line/command';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';
import { jobSpecSources } from '../job-spec-sources';
import { setChangeLines } from '../job-specs/change-lines';
import { checkJob } from '../job-specs/known-job';
import { selectSets, setFilter } from '../job-specs/select-sets';
import { withJobSpecTable } from '../job-specs/table';

/** `ndr job-specs diff`: what the files say and the table does not. */
export const jobSpecsDiffCommand = command({
  name: 'diff',
  summary: 'Show what apply would change in the table, setting by setting.',
  options: z.strictObject({
    job: z.string().optional().meta({ positional: true }).describe('Only this job'),
    ...setFilter,
  }),
  async run({ job, ...named }, context) {
    const environment = await environmentOf(context);
    const sources = jobSpecSources(context, environment);
    const sets = await readJobSpecSets(sources, await selectSets(sources, named));
    for (const set of sets) checkJob(set, job);
    const compared = await withJobSpecTable(context, environment, ({ client, table }) =>
      Promise.all(
        sets.map(async (set) => {
          const { changes, ...change } = compareJobSpecSet(set, await readStoredSet(client, table, set));
          const wanted = changes.filter(({ jobName }) => job === undefined || jobName === job);
          return { project: set.project, version: set.version, ...change, changes: wanted };
        }),
      ),
    );
    context.output.result({ sets: compared.map(document) }, () =>
      compared.flatMap((each) => setChangeLines(each, each)),
    );
    return exitCode.done;
  },
});

type Compared = Parameters<typeof setChangeLines>[0] & Parameters<typeof setChangeLines>[1];

function document({ project, version, revision, setDigest, changes }: Compared) {
  return {
    ...{ project, version, revision, set_digest: setDigest },
    changes: changes.map(({ jobName, action, fields }) => ({ job: jobName, action, fields })),
  };
}
