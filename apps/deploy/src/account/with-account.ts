import {
  checkAccount,
  createClients,
  localEnvironmentName,
  type ActionContext,
  type AwsAccess,
  type Environment,
} from '@ndr/aws';
import { NdrError, type Reporter } from '@ndr/core';
import { findServer } from '@ndr/local-sagemaker';
import type { Context } from '../context';
import { openLocal } from '../local/open-local';

/** What is known of the work beside its clients. */
export interface AccountOptions {
  /** Whether what it starts goes on when the command has ended: on this machine, that takes a server. */
  readonly outlives?: boolean;
}

/**
 * Runs `action` with clients of the account, or of the local SageMaker, that `environment` names.
 * @throws NdrError `aws.wrong-account` when the credentials are those of another account; `local.no-server` when the work
 * outlives the command and nobody else serves
 */
export async function withAccount<Result>(
  context: Context,
  environment: Environment,
  action: (account: ActionContext) => Promise<Result>,
  options: AccountOptions = {},
): Promise<Result> {
  if (environment.name === localEnvironmentName) return withLocal(context, environment, action, options);
  return withClients(context, environment, { region: environment.region }, async (account) => {
    await checkAccount(account.clients.sts, environment);
    return action(account);
  });
}

async function withLocal<Result>(
  context: Context,
  environment: Environment,
  action: (account: ActionContext) => Promise<Result>,
  { outlives = false }: AccountOptions,
): Promise<Result> {
  if (outlives && !(await findServer(context.stateFolder))) throw noServer(context.stateFolder);
  const local = await openLocal({ ...context, reporter: stagesOf(context.reporter) });
  try {
    return await withClients(context, environment, local.access, action);
  } finally {
    await local.close();
  }
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

/** What becomes of executions is told by those who watch them, not by the server in this process as well. */
function stagesOf(reporter: Reporter): Reporter {
  return (event) => {
    if (event.type === 'stage' || event.type === 'notice') reporter(event);
  };
}

function noServer(stateFolder: string): NdrError {
  return new NdrError({
    code: 'local.no-server',
    place: stateFolder,
    cause: 'no server serves this state folder, and an execution would end with this command',
    remedy: 'Start one, ndr local up --detach, or wait for the execution: --wait.',
  });
}
