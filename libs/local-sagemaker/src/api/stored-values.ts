import type { ValueOf } from './shapes/types';
import type { LocalAccount } from '../interpreter/identity';

/** Who did what locally: the account's root, since nobody signs in. */
export function userContext({ accountId }: LocalAccount): ValueOf<'UserContext'> {
  return { IamIdentity: { Arn: `arn:aws:iam::${accountId}:root`, PrincipalId: accountId } };
}

/** A ParallelismConfiguration that is stored as JSON. */
export function parallelismOf(json: string | null): ValueOf<'ParallelismConfiguration'> | undefined {
  return json === null ? undefined : (JSON.parse(json) as ValueOf<'ParallelismConfiguration'>);
}

/** A time that is stored as text. */
export function timeOf(text: string | null): Date | undefined {
  return text === null ? undefined : new Date(text);
}
