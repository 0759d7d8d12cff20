import { listExecutions, listPipelines } from '@ndr/aws';
import { z } from 'zod';
import { withAccount } from '../account/with-account';
import { command } from '../command-line/command';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';
import { tableLines } from '../render/table';

/** `ndr list`: pipelines of the account, or executions of one. */
export const listCommand = command({
  name: 'list',
  summary: 'List the pipelines of the account, or the executions of one.',
  options: z.strictObject({
    pipeline: z.string().optional().meta({ positional: true }).describe('Its executions; the pipelines unless given'),
    limit: z.int().min(1).default(20).describe('Newest executions that are shown'),
  }),
  async run({ pipeline, limit }, context) {
    return withAccount(context, await environmentOf(context), async (account) => {
      if (pipeline === undefined) {
        const pipelines = await listPipelines(account);
        const rows = pipelines.map(({ name, modified, lastExecution = '' }) => [name, modified, lastExecution]);
        context.output.result({ pipelines }, () =>
          rows.length === 0 ? ['No pipeline yet.'] : tableLines(['pipeline', 'modified', 'last execution'], rows),
        );
        return exitCode.done;
      }
      const executions = await listExecutions(account, pipeline, limit);
      const rows = executions.map(({ startTime, status, arn }) => [startTime, status, arn]);
      context.output.result({ pipeline, executions }, () =>
        rows.length === 0 ? ['No execution yet.'] : tableLines(['started', 'status', 'execution'], rows),
      );
      return exitCode.done;
    });
  },
});
