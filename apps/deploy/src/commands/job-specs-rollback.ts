import { compareJobSpecSet, readJobSpecSet, readStoredSet, rollbackJobSpecSet } from '@ndr/aws';
import { NdrError } from '@ndr/core';
import { z } from 'zod';
import { command } from '../command-line/command';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';
import { jobSpecSources } from '../job-spec-sources';
import { author } from '../job-specs/author';
import { selectSet, setFilter } from '../job-specs/select-sets';
import { withJobSpecTable } from '../job-specs/table';
import { writtenDocument, writtenLine } from '../job-specs/written-set';

/** `ndr job-specs rollback`: the table says again what it said. */
export const jobSpecsRollbackCommand = command({
  name: 'rollback',
  summary: 'Write a former revision of a set, or of one job, as the newest one.',
  options: z.strictObject({
    job: z.string().optional().meta({ positional: true }).describe('Only this job'),
    ...setFilter,
    to: z.int().min(1).optional().describe('Revision to go back to; the one before the last unless given'),
  }),
  examples: ['$0 job-specs rollback --project office --version v1', '$0 job-specs rollback fg_a_builder --to 3'],
  async run({ job, to, ...named }, context) {
    const environment = await environmentOf(context);
    const sources = jobSpecSources(context, environment);
    const set = await selectSet(sources, named);
    const { definitions } = sources;
    const { result, differs } = await withJobSpecTable(context, environment, async ({ client, table }) => {
      const options = { definitions, to, jobName: job, ...author() };
      const done = await rollbackJobSpecSet(client, table, set, options);
      const files = await readJobSpecSet(sources, set).catch(withoutFiles);
      const stored = await readStoredSet(client, table, set);
      return { result: done, differs: files === undefined || compareJobSpecSet(files, stored).isNeeded };
    });
    const shown = { project: set.project, version: set.version, ...result };
    context.output.result({ ...writtenDocument(shown), restored: result.restored }, () => [
      `${writtenLine(shown)}: as in revision ${String(result.restored)}`,
    ]);
    if (differs) {
      const text = 'the files say otherwise; the next apply or deploy writes what they say: ndr job-specs diff';
      context.reporter({ type: 'notice', text });
    }
    return exitCode.done;
  },
});

/** A set without files, or with wrong ones, can be rolled back too. */
function withoutFiles(error: unknown): undefined {
  if (!(error instanceof NdrError)) throw error;
}
