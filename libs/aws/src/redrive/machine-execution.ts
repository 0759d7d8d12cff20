import { DescribeExecutionCommand, ExecutionDoesNotExist, type SFNClient } from '@aws-sdk/client-sfn';
import { NdrError } from '@ndr/core';
import { stateMachineNames, type StateMachineName } from '@ndr/pipelines';
import { backfillCommand } from './backfill-command';
import { commandsIn, type Environment } from '../environment';
import { machineExecutionArn } from '../iam/state-machine-arn';

/** An execution of a state machine, as far as it says whether it can go on. */
export interface MachineExecution {
  readonly arn: string;
  readonly machine: StateMachineName;
  /** In the words of Step Functions. */
  readonly status: string;
  /** When it ended. ISO 8601. */
  readonly stopped?: string;
  readonly error?: string;
  readonly cause?: string;
  /** How often it was redriven. */
  readonly redrives: number;
  /** Why Step Functions would not let it go on. */
  readonly notRedrivable?: string;
}

/**
 * The state machine of `environment` that the execution `arn` is one of.
 * @throws NdrError `usage` when it is the ARN of something else
 */
export function machineOfExecution(environment: Environment, arn: string): StateMachineName {
  const parts = arn.split(':');
  const name = parts.at(-1) ?? '';
  const machine = stateMachineNames.find((each) => arn === machineExecutionArn(environment, each, name));
  if (machine !== undefined && name !== '') return machine;
  throw new NdrError({
    code: 'usage',
    place: arn,
    cause: `it is no ARN of an execution of a state machine of the environment ${environment.name}`,
    remedy: `Give one as \`ndr redrive --dry-run\` prints it, ${machineExecutionArn(environment, 'batch', '…')}; what a pipeline started goes on with \`ndr retry\`.`,
  });
}

/**
 * What is known of an execution.
 * @throws NdrError `execution.not-found`
 */
export async function describeMachineExecution(
  client: SFNClient,
  environment: Environment,
  arn: string,
): Promise<MachineExecution> {
  const machine = machineOfExecution(environment, arn);
  try {
    const described = await client.send(new DescribeExecutionCommand({ executionArn: arn }));
    const { status = '', stopDate, error, cause, redriveCount: redrives = 0 } = described;
    const { redriveStatus, redriveStatusReason = 'Step Functions does not redrive it' } = described;
    return {
      ...{ arn, machine, status, redrives },
      ...(stopDate && { stopped: stopDate.toISOString() }),
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause }),
      ...(redriveStatus !== 'REDRIVABLE' && { notRedrivable: redriveStatusReason }),
    };
  } catch (error) {
    if (!(error instanceof ExecutionDoesNotExist)) throw error;
    throw new NdrError({
      code: 'execution.not-found',
      place: arn,
      cause: 'no state machine has such an execution; those that ended more than 90 days ago are forgotten',
      remedy: `See which there are: ${commandsIn(environment.name)('ndr redrive --dry-run')}; what is missing: ${backfillCommand(environment)}`,
    });
  }
}
