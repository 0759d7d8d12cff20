import type { ExecutionResult } from '@ndr/local-sagemaker';
import { executeLocally, type LocalRun } from './execute';
import { logTail } from './log-tail';
import type { Context } from '../context';
import { exitCode, type ExitCode } from '../exit-codes';

/** Runs a pipeline on this machine, shows how it ended, and answers the command's exit code. */
export async function runLocally(context: Context, run: LocalRun): Promise<ExitCode> {
  return showResult(context, await executeLocally(context, run));
}

/** Shows how an execution ended, and answers the exit code of the command that waited for it. */
export async function showResult(context: Context, result: ExecutionResult): Promise<ExitCode> {
  const tails = await logTails(result);
  context.output.result({ ...result, logTails: Object.fromEntries(tails) }, () => resultLines(result, tails));
  return codeOf(result);
}

function codeOf({ status }: ExecutionResult): ExitCode {
  if (status === 'Succeeded') return exitCode.done;
  return status === 'Stopped' ? exitCode.stopped : exitCode.failed;
}

/** The last lines of each failed step's log. */
async function logTails({ steps }: ExecutionResult): Promise<ReadonlyMap<string, readonly string[]>> {
  const failed = steps.filter(({ status }) => status === 'Failed');
  return new Map(await Promise.all(failed.map(async ({ name, logFile }) => [name, await logTail(logFile)] as const)));
}

/** What a person should know of an execution that did not succeed. */
function resultLines(
  { status, failureReason, steps }: ExecutionResult,
  tails: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  if (status === 'Succeeded') return [];
  if (status === 'Stopped') {
    return ['Stopped. What its steps had committed stays; nothing is left running. Repeat the command to go on.'];
  }
  const failed = steps.filter((step) => step.status === 'Failed');
  if (failed.length === 0) return [failureReason ?? 'It failed.'];
  return failed.flatMap(({ name, failureReason: reason = 'no reason was given', logFile }) => [
    `${name} failed: ${reason}`,
    ...(tails.get(name) ?? []).map((line) => `  │ ${line}`),
    `  log: ${logFile}`,
  ]);
}
