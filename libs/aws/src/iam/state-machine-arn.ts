import type { StateMachineName } from '@ndr/pipelines';
import { accountResources } from './account-resources';
import type { Environment } from '../environment';

/** Name under which apps/infra deploys a state machine: `ndr-staging-batch`. */
export function deployedStateMachine({ name }: Pick<Environment, 'name'>, machine: StateMachineName): string {
  return `ndr-${name}-${machine}`;
}

/** ARN of a state machine that apps/infra deploys. */
export function stateMachineArn(environment: Environment, machine: StateMachineName): string {
  return accountResources(environment).states(`stateMachine:${deployedStateMachine(environment, machine)}`);
}
