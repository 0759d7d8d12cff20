import type { StateMachineName } from '@ndr/pipelines';
import { accountResources } from './account-resources';
import { infrastructureName } from './infrastructure-name';
import type { Environment } from '../environment';

/** Name under which apps/infra deploys a state machine: `ndr-staging-batch`. */
export function deployedStateMachine(environment: Pick<Environment, 'name'>, machine: StateMachineName): string {
  return infrastructureName(environment, machine);
}

/** ARN of a state machine that apps/infra deploys. */
export function stateMachineArn(environment: Environment, machine: StateMachineName): string {
  return accountResources(environment).states(`stateMachine:${deployedStateMachine(environment, machine)}`);
}

/** ARN of an execution of such a state machine; `*` stands for all. */
export function machineExecutionArn(environment: Environment, machine: StateMachineName, execution: string): string {
  return accountResources(environment).states(`execution:${deployedStateMachine(environment, machine)}:${execution}`);
}
