import { commandsIn, hasEnded } from '@ndr/aws';
import type { WatchEnd } from './watch-to-end';
import type { Context } from '../context';
import { exitCode, type ExitCode } from '../exit-codes';
import { leftLines, watchedLines } from '../render/watched';

/** Shows how the watching of an execution ended; answers the exit code of the command that waited for it. */
export function showEnd({ output, environmentName }: Context, end: WatchEnd): ExitCode {
  const commandOf = commandsIn(environmentName);
  if (end.kind === 'left') {
    output.result({ arn: end.arn, status: 'Executing' }, () => leftLines(end.arn, commandOf));
    return exitCode.stopped;
  }
  const { execution } = end;
  output.result(execution, () => watchedLines(execution, commandOf));
  if (!hasEnded(execution.status)) return exitCode.timeout;
  if (execution.status === 'Succeeded') return exitCode.done;
  return execution.status === 'Stopped' ? exitCode.stopped : exitCode.failed;
}
