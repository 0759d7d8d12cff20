import { localEnvironment, localEnvironmentName, readEnvironment, type Environment } from '@ndr/aws';
import { NdrError } from '@ndr/core';
import { join } from 'node:path';
import type { Context } from './context';

/**
 * The environment that `--env` names.
 * @throws NdrError `environment.missing` or `environment.invalid`
 */
export async function environmentOf(context: Pick<Context, 'workspaceRoot' | 'environmentName'>): Promise<Environment> {
  return readEnvironment(join(context.workspaceRoot, 'apps', 'deploy', 'environments'), context.environmentName);
}

/**
 * The environment of this machine, for what runs here alone.
 * @throws NdrError `usage` when `--env` names another
 */
export function thisMachine({ environmentName }: Context): Environment {
  if (environmentName === localEnvironmentName) return localEnvironment;
  throw new NdrError({
    code: 'usage',
    place: `--env ${environmentName}`,
    cause: 'this command works on this machine only',
    remedy: 'Leave out --env.',
  });
}
