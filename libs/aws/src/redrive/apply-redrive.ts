import { RedriveExecutionCommand } from '@aws-sdk/client-sfn';
import { NdrError, sha256Hex } from '@ndr/core';
import { deadLetterQueueUrl, visitMessages } from './dead-letter-queue';
import { handOver, type HandedOver } from './hand-over';
import { letterOf, type Letter } from './letter';
import type { LetterTarget } from './letter-targets';
import type { Redrive, RedriveExecution, RedriveLetter } from './redrive';
import { codedFailure, withCodedFailures } from '../account/aws-failure';
import type { ActionContext } from '../actions/deployment';
import { inParallel } from '../in-parallel';

const redrivesAtOnce = 4;

/**
 * Hands over the letters of a plan, each of which then goes from the queue, and lets its executions go on. What a
 * service refuses of one of them stops no other. Ended in between, it is planned again: a letter that started its
 * execution already starts none.
 * @throws NdrError `aws.…`
 */
export async function applyRedrive(context: ActionContext, plan: Redrive): Promise<Redrive> {
  return withCodedFailures(async () => ({
    letters: await handLettersOver(context, plan.letters),
    executions: await redriveAll(context, plan.executions),
  }));
}

async function handLettersOver(
  context: ActionContext,
  letters: readonly RedriveLetter[],
): Promise<readonly RedriveLetter[]> {
  const { clients, environment, reporter, signal } = context;
  const due = new Map(letters.filter(({ outcome }) => outcome === 'to-hand-over').map((each) => [each.id, each]));
  if (due.size === 0) return letters;
  const ended = new Map<string, RedriveLetter>();
  await visitMessages(clients.sqs, await deadLetterQueueUrl(clients.sqs, environment), {
    visit: async (message) => {
      signal?.throwIfAborted();
      const letter = letterOf(message, environment);
      const planned = due.get(letter.id);
      // One that came meanwhile was not agreed to.
      if (!planned?.target) return false;
      const end = await endOfLetter(context, letter, planned.target);
      ended.set(letter.id, { ...planned, ...end });
      reporter({ type: 'progress', stage: 'Handing letters over', done: ended.size, total: due.size, unit: 'letters' });
      return end.outcome !== 'failed';
    },
    isOver: () => ended.size === due.size,
  });
  const missed = { outcome: 'failed', reason: 'it was not received again: somebody else may have it' } as const;
  return letters.map((letter) => ended.get(letter.id) ?? (due.has(letter.id) ? { ...letter, ...missed } : letter));
}

async function endOfLetter(
  context: ActionContext,
  letter: Letter,
  target: LetterTarget,
): Promise<HandedOver | { readonly outcome: 'failed'; readonly reason: string }> {
  try {
    return await handOver(context, letter, target);
  } catch (error) {
    return { outcome: 'failed', reason: refusalOf(error) };
  }
}

async function redriveAll(
  { clients, reporter, signal }: ActionContext,
  executions: readonly RedriveExecution[],
): Promise<readonly RedriveExecution[]> {
  const due = executions.filter(({ outcome }) => outcome === 'to-redrive');
  let done = 0;
  return inParallel(executions, redrivesAtOnce, async (execution) => {
    if (execution.outcome !== 'to-redrive') return execution;
    signal?.throwIfAborted();
    const { arn: executionArn, redrives } = execution;
    // Whoever else saw it end this often asks under the same token, so that it goes on once.
    const clientToken = sha256Hex(`${executionArn} ${String(redrives)}`);
    try {
      await clients.sfn.send(new RedriveExecutionCommand({ executionArn, clientToken }));
      return { ...execution, outcome: 'redriven' };
    } catch (error) {
      return { ...execution, outcome: 'failed', reason: refusalOf(error) };
    } finally {
      done += 1;
      reporter({ type: 'progress', stage: 'Redriving executions', done, total: due.length, unit: 'executions' });
    }
  });
}

/** Why a service refused one thing. Failures that would meet all others too are thrown. */
function refusalOf(error: unknown): string {
  const failure = codedFailure(error);
  if (failure instanceof NdrError && failure.code === 'aws.refused') return failure.cause;
  throw failure;
}
