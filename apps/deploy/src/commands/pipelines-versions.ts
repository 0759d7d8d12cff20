import { listVersions } from '@ndr/aws';
import { z } from 'zod';
import { withAccount } from '../account/with-account';
import { command } from '../command-line/command';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';
import { tableLines } from '../render/table';

/** `ndr pipelines versions`: what a pipeline was. */
export const pipelinesVersionsCommand = command({
  name: 'versions',
  summary: 'List the versions of a pipeline, newest first.',
  options: z.strictObject({ pipeline: z.string().meta({ positional: true }).describe('Name of the pipeline') }),
  async run({ pipeline }, context) {
    return withAccount(context, await environmentOf(context), async (account) => {
      const versions = await listVersions(account, pipeline);
      const rows = versions.map(({ version, created, lastExecution = '' }) => [version, created, lastExecution]);
      context.output.result({ pipeline, versions }, () => tableLines(['version', 'created', 'last execution'], rows));
      return exitCode.done;
    });
  },
});
