import { hasEnded, watchExecution, type ActionContext } from '@ndr/aws';
import type { Context } from '../context';
import { exitCode, type ExitCode } from '../exit-codes';
import { watchedLines } from '../render/watched';

/** Watches an execution, shows how it ended, and answers the command's exit code. Ctrl-C leaves it running. */
export async function watchToEnd(
  context: Context,
  account: ActionContext,
  arn: string,
  timeoutSeconds: number | undefined,
): Promise<ExitCode> {
  const options = timeoutSeconds === undefined ? {} : { timeoutMs: timeoutSeconds * 1000 };
  try {
    const execution = await watchExecution(account, arn, options);
    context.output.result(execution, () => watchedLines(execution));
    if (!hasEnded(execution.status)) return exitCode.timeout;
    if (execution.status === 'Succeeded') return exitCode.done;
    return execution.status === 'Stopped' ? exitCode.stopped : exitCode.failed;
  } catch (error) {
    if (!context.signal.aborted) throw error;
    context.output.result({ arn, status: 'Executing' }, () => [
      'It goes on. To watch on, or to stop it:',
      `  ndr watch ${arn}`,
      `  ndr stop ${arn}`,
    ]);
    return exitCode.stopped;
  }
}
