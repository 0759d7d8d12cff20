import { paginateListExecutions, StateMachineDoesNotExist, type ExecutionListItem } from '@aws-sdk/client-sfn';
import { stateMachineNames, type StateMachineName } from '@ndr/pipelines';
import { describeMachineExecution, type MachineExecution } from './machine-execution';
import { infrastructureMissing } from '../account/infrastructure-missing';
import type { ActionContext } from '../actions/deployment';
import { dayMilliseconds } from '../history/times';
import { deployedStateMachine, stateMachineArn } from '../iam/state-machine-arn';
import { inParallel } from '../in-parallel';

/** Days after its end within which an execution can be redriven. */
const redrivableDays = 14;

const unsuccessful = ['FAILED', 'TIMED_OUT', 'ABORTED'] as const;
const requestsAtOnce = 4;
const pageSize = 100;

/**
 * Executions of the environment's state machines that ended without success in the last 14 days, in which they can be
 * redriven; newest first.
 * @throws NdrError `deploy.infrastructure-missing`
 */
export async function unsuccessfulExecutions(context: ActionContext): Promise<readonly MachineExecution[]> {
  const { clients, environment } = context;
  const since = new Date(Date.now() - redrivableDays * dayMilliseconds);
  const lists = stateMachineNames.flatMap((machine) => unsuccessful.map((status) => ({ machine, status, since })));
  const arns = await inParallel(lists, requestsAtOnce, (list) => arnsOf(context, list));
  const found = await inParallel(arns.flat(), requestsAtOnce, (arn) =>
    describeMachineExecution(clients.sfn, environment, arn),
  );
  return [...found].sort(({ stopped: one = '' }, { stopped: other = '' }) => (one > other ? -1 : 1));
}

/** Executions of one machine that ended with one status, from a time on. */
interface ExecutionList {
  readonly machine: StateMachineName;
  readonly status: (typeof unsuccessful)[number];
  readonly since: Date;
}

async function arnsOf(
  { clients, environment }: ActionContext,
  { machine, status, since }: ExecutionList,
): Promise<readonly string[]> {
  const pages = paginateListExecutions(
    { client: clients.sfn, pageSize },
    { stateMachineArn: stateMachineArn(environment, machine), statusFilter: status },
  );
  const found: ExecutionListItem[] = [];
  try {
    for await (const { executions = [] } of pages) {
      const recent = executions.filter(({ stopDate = since }) => stopDate >= since);
      found.push(...recent);
      // Those that ended last come first.
      if (recent.length < executions.length) break;
    }
  } catch (error) {
    if (!(error instanceof StateMachineDoesNotExist)) throw error;
    throw infrastructureMissing(environment, `state machine ${deployedStateMachine(environment, machine)}`);
  }
  return found.map(({ executionArn = '' }) => executionArn);
}
