import { createClients, localEnvironmentName, type ActionContext, type AwsAccess, type Environment } from '@ndr/aws';
import { NdrError } from '@ndr/core';
import type { Context } from '../context';

/** Runs `action` with clients of the account, or of the local SageMaker, that `environment` names. */
export async function withAccount<Result>(
  context: Context,
  environment: Environment,
  action: (account: ActionContext) => Promise<Result>,
): Promise<Result> {
  if (environment.name === localEnvironmentName) throw noLocalServer();
  return withClients(context, environment, { region: environment.region }, action);
}

async function withClients<Result>(
  { reporter, signal }: Context,
  environment: Environment,
  access: AwsAccess,
  action: (account: ActionContext) => Promise<Result>,
): Promise<Result> {
  const clients = createClients(access);
  try {
    return await action({ environment, clients, reporter, signal });
  } finally {
    clients.close();
  }
}

function noLocalServer(): NdrError {
  return new NdrError({
    code: 'local.unsupported',
    place: '--env local',
    cause: 'no server on this machine holds pipelines',
    remedy: 'Name an environment of an account with --env.',
  });
}
