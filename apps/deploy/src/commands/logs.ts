import { pipelineOfExecution, readLogs } from '@ndr/aws';
import { z } from 'zod';
import { executionArgument } from './arguments';
import { withAccount } from '../account/with-account';
import { command } from '../command-line/command';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';

/** `ndr logs`: what the jobs of an execution printed. */
export const logsCommand = command({
  name: 'logs',
  summary: "Print the logs of an execution's steps.",
  options: z.strictObject({
    arn: executionArgument,
    step: z.string().optional().describe('Only this step'),
    tail: z.int().min(1).max(10_000).optional().describe('Only so many last lines of each instance'),
  }),
  async run({ arn, step, tail }, context) {
    pipelineOfExecution(arn);
    return withAccount(context, await environmentOf(context), async (account) => {
      const logs = await readLogs(account, arn, {
        ...(step !== undefined && { step }),
        ...(tail !== undefined && { tail }),
      });
      context.output.result({ arn, logs }, () =>
        logs.flatMap(({ step: name, lines }) => [
          ...(step === undefined ? [`── ${name}`] : []),
          ...(lines.length === 0 ? ['(it printed nothing)'] : lines.map(({ text }) => text)),
        ]),
      );
      return exitCode.done;
    });
  },
});
