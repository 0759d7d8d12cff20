import { planJobSpecTable, readJobSpecSets, writeJobSpecSet, type SetName, type WrittenSet } from '@ndr/aws';
import { z } from 'zod';
import { command } from '../command-line/command';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';
import { jobSpecSources } from '../job-spec-sources';
import { author } from '../job-specs/author';
import { selectSets, setFilter } from '../job-specs/select-sets';
import { withJobSpecTable } from '../job-specs/table';
import { writtenDocument, writtenLine } from '../job-specs/written-set';

/** `ndr job-specs apply`: the table says what the files say. */
export const jobSpecsApplyCommand = command({
  name: 'apply',
  summary: 'Write sets of files to the table, each whole or not at all.',
  options: z.strictObject(setFilter),
  examples: ['$0 job-specs apply', '$0 job-specs apply --project office --version v1'],
  async run(named, context) {
    const environment = await environmentOf(context);
    const sources = jobSpecSources(context, environment);
    const sets = await readJobSpecSets(sources, await selectSets(sources, named));
    const written: (SetName & WrittenSet)[] = [];
    await withJobSpecTable(context, environment, async ({ client, table }) => {
      for (const part of await planJobSpecTable(client, environment)) await part.apply();
      for (const set of sets) {
        const { project, version } = set;
        written.push({ project, version, ...(await writeJobSpecSet(client, table, set, author())) });
      }
    });
    context.output.result({ sets: written.map(writtenDocument) }, () => written.map(writtenLine));
    return exitCode.done;
  },
});
