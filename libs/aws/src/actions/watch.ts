import type { ActionContext } from './deployment';
import { withCodedFailures } from '../account/aws-failure';
import { localEnvironmentName } from '../environment';
import type { Execution, ExecutionStep } from '../executions/execution';
import { followExecution, type Interval } from '../executions/follow';
import { readJobLog } from '../executions/job-log';

/** An execution that was watched, and the last lines of the steps that failed. */
export interface WatchedExecution extends Execution {
  readonly logTails: Readonly<Record<string, readonly string[]>>;
}

const tailLines = 20;

/** A server on this machine answers within milliseconds, and its steps take seconds. */
const localInterval: Interval = { first: 100, last: 500 };

/**
 * Follows an execution until it ends, or for `timeoutMs`: its status says which. It may have begun, or ended, long ago.
 * @throws NdrError `execution.not-found`, `usage`, `aws.…`; the reason of the context's signal
 */
export async function watchExecution(
  { clients, environment, reporter, signal }: ActionContext,
  arn: string,
  { timeoutMs }: { readonly timeoutMs?: number } = {},
): Promise<WatchedExecution> {
  return withCodedFailures(async () => {
    const execution = await followExecution(clients.sagemaker, arn, {
      reporter,
      ...(signal && { signal }),
      ...(timeoutMs !== undefined && { timeoutMs }),
      ...(environment.name === localEnvironmentName && { interval: localInterval }),
    });
    const failed = execution.steps.filter(({ status }) => status === 'Failed');
    const tails = await Promise.all(failed.map(async (step) => [step.name, await tailOf(clients.logs, step)] as const));
    return { ...execution, logTails: Object.fromEntries(tails) };
  });
}

/** What a failed step printed last. That it cannot be read must not hide why the step failed. */
async function tailOf(client: ActionContext['clients']['logs'], { job }: ExecutionStep): Promise<readonly string[]> {
  if (!job) return [];
  const lines = await readJobLog(client, job, tailLines).catch(() => []);
  return lines.map(({ text }) => text);
}
