import { refuse } from '@ndr/core';
import { runsFailedError } from '@ndr/pipelines';
import { backfillCommand } from './backfill-command';
import { checkRedrive } from './check-redrive';
import { deadLetterQueueUrl, visitMessages } from './dead-letter-queue';
import { letterOf, type Letter } from './letter';
import { describeMachineExecution, type MachineExecution } from './machine-execution';
import { reasonToLeave } from './reason-to-leave';
import type { Redrive, RedriveExecution, RedriveLetter } from './redrive';
import { unsuccessfulExecutions } from './unsuccessful-executions';
import { withCodedFailures } from '../account/aws-failure';
import type { ActionContext } from '../actions/deployment';
import { failedRunsOf } from '../orchestration/conclude';

/**
 * Looks what there is to redrive: every dead letter, and executions of state machines that ended without success; or
 * `executions` alone. It starts nothing, and letters lie in their queue as before.
 * @throws NdrError `redrive.nothing-kept`; `redrive.not-redrivable` and `execution.not-found` for `executions`;
 * `deploy.infrastructure-missing`, `usage`, `aws.…`
 */
export async function planRedrive(context: ActionContext, executions: readonly string[]): Promise<Redrive> {
  checkRedrive(context.environment, executions);
  return withCodedFailures(async () =>
    executions.length > 0
      ? { letters: [], executions: await namedExecutions(context, executions) }
      : { executions: await allExecutions(context), letters: await allLetters(context) },
  );
}

async function allLetters({
  clients,
  environment,
  reporter,
  signal,
}: ActionContext): Promise<readonly RedriveLetter[]> {
  reporter({ type: 'stage', stage: 'Looking for dead letters' });
  const letters: Letter[] = [];
  await visitMessages(clients.sqs, await deadLetterQueueUrl(clients.sqs, environment), {
    visit: (message) => {
      signal?.throwIfAborted();
      letters.push(letterOf(message, environment));
      return Promise.resolve(false);
    },
  });
  return letters.map(plannedLetter).sort((one, other) => (one.sent < other.sent ? -1 : 1));
}

function plannedLetter({ id, sent, error, addressee }: Letter): RedriveLetter {
  const letter = { id, sent, ...(error !== undefined && { error }) };
  if ('unknown' in addressee) {
    return { ...letter, target: null, about: null, outcome: 'left', reason: addressee.unknown };
  }
  return { ...letter, ...addressee, outcome: 'to-hand-over' };
}

async function allExecutions(context: ActionContext): Promise<readonly RedriveExecution[]> {
  context.reporter({ type: 'stage', stage: 'Looking for executions that failed' });
  const found = await unsuccessfulExecutions(context);
  return found.map((execution) => plannedExecution(execution, reasonToLeave(execution, context.environment, false)));
}

async function namedExecutions(
  { clients, environment }: ActionContext,
  arns: readonly string[],
): Promise<readonly RedriveExecution[]> {
  const planned: RedriveExecution[] = [];
  for (const arn of new Set(arns)) {
    const execution = await describeMachineExecution(clients.sfn, environment, arn);
    planned.push(plannedExecution(execution, reasonToLeave(execution, environment, true)));
  }
  refuse(
    planned.flatMap(({ arn: place, reason: cause }) =>
      cause === undefined
        ? []
        : [
            {
              code: 'redrive.not-redrivable',
              place,
              cause,
              remedy: `Run what is missing: ${backfillCommand(environment)}`,
            },
          ],
    ),
  );
  return planned;
}

function plannedExecution(execution: MachineExecution, reason: string | undefined): RedriveExecution {
  const { error, cause = '' } = execution;
  return {
    ...execution,
    ...(error === runsFailedError && { failedRuns: failedRunsOf(cause) }),
    ...(reason === undefined ? { outcome: 'to-redrive' } : { outcome: 'left', reason }),
  };
}
