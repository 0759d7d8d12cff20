import { listSets, listStoredSets } from '@ndr/aws';
import { z } from 'zod';
import { command } from '../command-line/command';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';
import { jobSpecSources } from '../job-spec-sources';
import { fits, setFilter } from '../job-specs/select-sets';
import { withJobSpecTable } from '../job-specs/table';
import { tableLines } from '../render/table';

/** `ndr job-specs list`: which sets there are. */
export const jobSpecsListCommand = command({
  name: 'list',
  summary: 'List the sets of JobSpec files, or those of the table.',
  options: z.strictObject({
    ...setFilter,
    table: z.boolean().default(false).describe('What the table holds, instead of files'),
  }),
  async run({ table: isOfTable, ...named }, context) {
    const environment = await environmentOf(context);
    if (isOfTable) {
      const stored = await withJobSpecTable(context, environment, ({ client, table }) => listStoredSets(client, table));
      const heads = stored
        .filter((set) => fits(set, named))
        .map(({ project, version, head }) => ({
          ...{ project, version, revision: head.revision, set_digest: head.set_digest },
          ...{ updated_at: head.updated_at, updated_by: head.updated_by },
        }));
      const rows = heads.map(({ project, version, revision, updated_at, updated_by }) => {
        return [project, version, revision, updated_at, updated_by];
      });
      const headings = ['project', 'version', 'revision', 'written', 'by'];
      context.output.result({ sets: heads }, () => (rows.length === 0 ? [none('apply')] : tableLines(headings, rows)));
      return exitCode.done;
    }
    const sets = (await listSets(jobSpecSources(context, environment).roots)).filter((set) => fits(set, named));
    const rows = sets.map(({ project, version, folder }) => [project, version, folder]);
    context.output.result({ sets }, () =>
      rows.length === 0 ? [none('init')] : tableLines(['project', 'version', 'folder'], rows),
    );
    return exitCode.done;
  },
});

const none = (next: string) => `There is none yet: ndr job-specs ${next} --project P --version V`;
