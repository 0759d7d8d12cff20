import { canonicalJson, sha256Hex } from '@ndr/core';
import { conflict } from './service-error';
import type { OperationName } from '../shapes/types';
import type { ClientTokens } from '../../storage/client-tokens';

interface Tokened {
  readonly ClientRequestToken?: string;
}

/**
 * Does `act` once for a client's token: the same request with the same token gets the first answer again.
 * @throws ServiceError ConflictException when another request came with the token
 */
export function once(operation: OperationName, input: object, tokens: ClientTokens, act: () => unknown): unknown {
  const { ClientRequestToken: token, ...request }: Tokened = input;
  if (token === undefined) return act();
  const digest = sha256Hex(canonicalJson(request));
  const former = tokens.find(operation, token);
  if (!former) {
    const answer = act();
    tokens.keep(operation, token, digest, JSON.stringify(answer), new Date());
    return answer;
  }
  if (former.requestDigest === digest) return JSON.parse(former.answer);
  throw conflict(`The client request token ${token} was already used with a different ${operation} request.`);
}
