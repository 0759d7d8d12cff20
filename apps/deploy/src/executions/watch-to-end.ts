import { localEnvironmentName, watchExecution, type ActionContext, type WatchedExecution } from '@ndr/aws';
import { findServer } from '@ndr/local-sagemaker';
import type { Context } from '../context';

/** How the watching of an execution ended: with what was seen last, or because the user left it running. */
export type WatchEnd =
  { readonly kind: 'seen'; readonly execution: WatchedExecution } | { readonly kind: 'left'; readonly arn: string };

/**
 * Watches an execution until it ends or the time is up. Ctrl-C leaves it running; where it cannot go on without this
 * command, Ctrl-C stops it, and its end is waited for.
 * @throws NdrError `execution.not-found`, `usage`, `aws.…`
 */
export async function watchToEnd(
  context: Context,
  { signal, ...account }: ActionContext,
  arn: string,
  timeoutSeconds?: number,
): Promise<WatchEnd> {
  const options = timeoutSeconds === undefined ? {} : { timeoutMs: timeoutSeconds * 1000 };
  const isLeft = await outlivesCommand(context);
  try {
    const watching = isLeft && signal ? { ...account, signal } : account;
    return { kind: 'seen', execution: await watchExecution(watching, arn, options) };
  } catch (error) {
    if (isLeft && context.signal.aborted) return { kind: 'left', arn };
    throw error;
  }
}

/** Whether an execution was seen to succeed. */
export function hasSucceeded(end: WatchEnd): boolean {
  return end.kind === 'seen' && end.execution.status === 'Succeeded';
}

/** On this machine an execution ends with the command, unless a server of its own runs it. */
async function outlivesCommand({ environmentName, stateFolder }: Context): Promise<boolean> {
  return environmentName !== localEnvironmentName || (await findServer(stateFolder)) !== undefined;
}
