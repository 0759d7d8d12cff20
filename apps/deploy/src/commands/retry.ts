import { pipelineOfExecution, retryExecution, type ActionContext } from '@ndr/aws';
import { executionOptions } from './arguments';
import { withAccount } from '../account/with-account';
import { command } from '../command-line/command';
import { environmentOf } from '../environments';
import { showEnd } from '../executions/show-end';
import { watchToEnd } from '../executions/watch-to-end';
import { exitCode } from '../exit-codes';

/** `ndr retry`: lets an execution that failed go on. */
export const retryCommand = command({
  name: 'retry',
  summary: 'Let an execution that failed or was stopped go on from there.',
  options: executionOptions,
  streams: true,
  stops: true,
  async run({ arn, wait, timeout }, context) {
    pipelineOfExecution(arn);
    const work = async (account: ActionContext) => {
      await retryExecution(account, arn);
      if (wait) return showEnd(context, await watchToEnd(context, account, arn, timeout));
      context.output.result({ arn }, () => [arn]);
      return exitCode.done;
    };
    return withAccount(context, await environmentOf(context), work, { outlives: !wait });
  },
});
