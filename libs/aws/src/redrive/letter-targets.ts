import type { StateMachineName } from '@ndr/pipelines';
import { accountResources } from '../iam/account-resources';
import { infrastructureName } from '../iam/infrastructure-name';
import { stateMachineArn } from '../iam/state-machine-arn';
import type { Environment } from '../environment';

/** State machines that dead letters are for: those that rules and schedules of apps/infra start. */
export const letterMachines = ['batch', 'baselines'] as const satisfies readonly StateMachineName[];

/** Lambda functions that dead letters are for, by what they do. */
export const letterFunctions = ['complete-execution', 'measure-ages'] as const;

/** Who a dead letter is for. */
export type LetterTarget = LetterFunction | (typeof letterMachines)[number];
export type LetterFunction = (typeof letterFunctions)[number];

/** Whether a target is a Lambda function. */
export function isLetterFunction(target: LetterTarget): target is LetterFunction {
  return (letterFunctions as readonly string[]).includes(target);
}

/** ARN of a target, as its letters name it. */
export function letterTargetArn(environment: Environment, target: LetterTarget): string {
  return isLetterFunction(target)
    ? accountResources(environment).lambda(`function:${infrastructureName(environment, target)}`)
    : stateMachineArn(environment, target);
}
