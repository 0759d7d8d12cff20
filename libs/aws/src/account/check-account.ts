import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { NdrError } from '@ndr/core';
import { withCodedFailures } from './aws-failure';
import type { Environment } from '../environment';

/** Who calls, as the account knows it. */
export interface Caller {
  readonly arn: string;
}

/**
 * Makes sure that the credentials belong to the account of `environment`, before anything is read or written.
 * @throws NdrError `aws.wrong-account`, `aws.…`
 */
export async function checkAccount(client: STSClient, { name, account }: Environment): Promise<Caller> {
  const { Account, Arn = '' } = await withCodedFailures(() => client.send(new GetCallerIdentityCommand({})));
  if (Account === account) return { arn: Arn };
  throw new NdrError({
    code: 'aws.wrong-account',
    place: `environment ${name}`,
    cause: `it is the account ${account}, and the credentials belong to ${Account ?? 'none'} (${Arn})`,
    remedy: 'Sign in to that account, or name another environment with --env.',
  });
}
