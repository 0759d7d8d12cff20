import { NdrError } from '@ndr/core';
import { backfillCommand } from './backfill-command';
import { machineOfExecution } from './machine-execution';
import { localEnvironmentName, type Environment } from '../environment';

/**
 * Makes sure that an environment keeps what can be redriven, and that `executions` are ARNs of its state machines',
 * before anything is asked for.
 * @throws NdrError `redrive.nothing-kept`, `usage`
 */
export function checkRedrive(environment: Environment, executions: readonly string[]): void {
  const { name, infrastructure } = environment;
  if (infrastructure !== 'cdk') {
    throw new NdrError({
      code: 'redrive.nothing-kept',
      place: `environment ${name}`,
      cause:
        name === localEnvironmentName
          ? 'this machine keeps no dead letters: batches are found by their records, nights and weeks by their baselines'
          : `with infrastructure: ${infrastructure} it has no dead-letter queue and no state machines`,
      remedy: `Run what is missing: ${backfillCommand(environment)}`,
    });
  }
  for (const arn of executions) machineOfExecution(environment, arn);
}
