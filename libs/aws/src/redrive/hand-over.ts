import { InvokeCommand } from '@aws-sdk/client-lambda';
import { ExecutionAlreadyExists, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { Letter } from './letter';
import { isLetterFunction, letterTargetArn, type LetterTarget } from './letter-targets';
import type { ActionContext } from '../actions/deployment';
import { machineExecutionArn } from '../iam/state-machine-arn';

/** A letter that was handed over, now or before. */
export interface HandedOver {
  readonly outcome: 'handed-over' | 'already-handed-over';
  /** What it started of a state machine. */
  readonly execution?: string;
}

/**
 * Hands the event of a letter to whom it is for. An execution is named after the letter's message, which Step Functions
 * starts once, however often it is asked for. Functions are called as EventBridge calls them; called twice, they do no
 * more than once.
 */
export async function handOver(
  { clients, environment }: ActionContext,
  { id, body }: Letter,
  target: LetterTarget,
): Promise<HandedOver> {
  const arn = letterTargetArn(environment, target);
  if (isLetterFunction(target)) {
    await clients.lambda.send(new InvokeCommand({ FunctionName: arn, InvocationType: 'Event', Payload: body }));
    return { outcome: 'handed-over' };
  }
  const execution = machineExecutionArn(environment, target, id);
  try {
    await clients.sfn.send(new StartExecutionCommand({ stateMachineArn: arn, name: id, input: body }));
    return { outcome: 'handed-over', execution };
  } catch (error) {
    if (error instanceof ExecutionAlreadyExists) return { outcome: 'already-handed-over', execution };
    throw error;
  }
}
