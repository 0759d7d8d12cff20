import { listSets } from '@ndr/aws';
import { z } from 'zod';
import { command } from '../command-line/command';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';
import { jobSpecSources } from '../job-spec-sources';
import { tableLines } from '../render/table';

/** `ndr job-specs list`: which sets there are. */
export const jobSpecsListCommand = command({
  name: 'list',
  summary: 'List the sets of JobSpec files.',
  options: z.strictObject({}),
  async run(_options, context) {
    const { roots } = jobSpecSources(context, await environmentOf(context));
    const sets = await listSets(roots);
    context.output.result({ sets }, () =>
      sets.length === 0
        ? ['There is none yet: ndr job-specs init --project P --version V']
        : tableLines(
            ['project', 'version', 'folder'],
            sets.map(({ project, version, folder }) => [project, version, folder]),
          ),
    );
    return exitCode.done;
  },
});
