import { pipelineOfExecution, type ActionContext } from '@ndr/aws';
import { z } from 'zod';
import { executionArgument, timeoutOption } from './arguments';
import { withAccount } from '../account/with-account';
import { command } from '../command-line/command';
import { environmentOf } from '../environments';
import { showEnd } from '../executions/show-end';
import { watchToEnd } from '../executions/watch-to-end';

/** `ndr watch`: follows an execution to its end. */
export const watchCommand = command({
  name: 'watch',
  summary: 'Follow an execution: exit code 0 when it succeeded, 1 when it failed, 2 when it was stopped.',
  options: z.strictObject({ arn: executionArgument, timeout: timeoutOption }),
  streams: true,
  stops: true,
  async run({ arn, timeout }, context) {
    pipelineOfExecution(arn);
    const watch = (account: ActionContext) => watchToEnd(context, account, arn, timeout);
    return showEnd(context, await withAccount(context, await environmentOf(context), watch));
  },
});
