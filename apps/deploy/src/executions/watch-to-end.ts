import { hasEnded, localEnvironmentName, watchExecution, type ActionContext } from '@ndr/aws';
import { findServer } from '@ndr/local-sagemaker';
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
    const goesOn = await outlivesCommand(context);
    context.output.result({ arn, status: goesOn ? 'Executing' : 'Stopped' }, () => interruptedLines(arn, goesOn));
    return exitCode.stopped;
  }
}

/** On this machine an execution ends with the command, unless a server of its own runs it. */
async function outlivesCommand({ environmentName, stateFolder }: Context): Promise<boolean> {
  return environmentName !== localEnvironmentName || (await findServer(stateFolder)) !== undefined;
}

function interruptedLines(arn: string, goesOn: boolean): readonly string[] {
  if (goesOn) return ['It goes on. To watch on, or to stop it:', `  ndr watch ${arn}`, `  ndr stop ${arn}`];
  return [
    'It was stopped with this command; what its steps had committed stays. To go on:',
    `  ndr retry ${arn} --wait`,
  ];
}
