import { pipelineOfExecution, stopExecution } from '@ndr/aws';
import { executionOptions } from './arguments';
import { withAccount } from '../account/with-account';
import { command } from '../command-line/command';
import { environmentOf } from '../environments';
import { showEnd } from '../executions/show-end';
import { watchToEnd } from '../executions/watch-to-end';
import { exitCode } from '../exit-codes';

/** `ndr stop`: ends an execution. */
export const stopCommand = command({
  name: 'stop',
  summary: 'Stop an execution: its running steps end, no other begins.',
  options: executionOptions,
  streams: true,
  stops: true,
  async run({ arn, wait, timeout }, context) {
    pipelineOfExecution(arn);
    return withAccount(context, await environmentOf(context), async (account) => {
      const asked = await stopExecution(account, arn);
      if (wait) return showEnd(context, await watchToEnd(context, account, arn, timeout));
      context.output.result({ arn, asked }, () => [
        asked ? 'It is stopping.' : 'It has ended, or is stopping already.',
      ]);
      return exitCode.done;
    });
  },
});
