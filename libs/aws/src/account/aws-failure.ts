import { codes, NdrError, type ErrorCode } from '@ndr/core';
import type { Answer, SdkClient } from './sdk-client';

/** An error of an SDK client, as far as it says what went wrong. */
interface SdkError extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
  readonly $retryable?: { readonly throttling?: boolean };
  /** Of a transaction of DynamoDB, why each of its actions was cancelled. */
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
  /** Set by `nameOperations`. */
  readonly operation?: string;
}

/** Lets the errors of `client` say which operation they come from. */
export function nameOperations<Input extends object, Output extends Answer>(client: SdkClient<Input, Output>): void {
  client.middlewareStack.add(
    (next, { clientName = 'AWS', commandName = 'request' }) =>
      async (args) => {
        try {
          return await next(args);
        } catch (error) {
          if (error instanceof Error) {
            const service = clientName.replace(/Client$/, '');
            Object.assign(error, { operation: `${service} ${commandName.replace(/Command$/, '')}` });
          }
          throw error;
        }
      },
    { step: 'initialize', name: 'ndrOperationOfError', priority: 'high' },
  );
}

const ofCredentials =
  /^(CredentialsProviderError|TokenProviderError|Expired(Token|TokenException|SSOToken\w*)|InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature|MissingAuthenticationToken\w*|RequestExpired)$/;
const ofAccess = /^(AccessDenied(Exception)?|NotAuthorized|UnauthorizedOperation|AllAccessDisabled)$/;
const ofThrottling =
  /^(Throttl\w*|TooManyRequests\w*|RequestLimitExceeded|ProvisionedThroughputExceeded(Exception)?|RequestThrottled\w*|SlowDown|BandwidthLimitExceeded|LimitExceededException)$/;
const ofNetwork = /^(E(CONN\w+|PIPE|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN)|TimeoutError|NetworkingError|ABORT_ERR)$/;

/** The kind of an SDK's error; undefined when it is none. */
export function kindOfFailure(error: unknown): ErrorCode | undefined {
  if (!(error instanceof Error) || error instanceof NdrError) return undefined;
  const { name, code = '', $metadata, $retryable, operation, CancellationReasons = [] } = error as SdkError;
  const { httpStatusCode: status } = $metadata ?? {};
  const isThrottled = [name, ...CancellationReasons.map(({ Code = '' }) => Code)].some((each) =>
    ofThrottling.test(each),
  );
  if (ofCredentials.test(name)) return 'aws.credentials';
  if (isThrottled || $retryable?.throttling === true || status === 429) return 'aws.throttled';
  if (ofAccess.test(name) || (status === 403 && name !== 'ValidationException')) return 'aws.access-denied';
  if (ofNetwork.test(code) || ofNetwork.test(name)) return 'aws.unreachable';
  if (status === undefined) return operation === undefined ? undefined : 'aws.unreachable';
  return status >= 500 ? 'aws.failed' : 'aws.refused';
}

/** Runs `action`; errors of SDK clients become coded ones, and others stay as they are. */
export async function withCodedFailures<Result>(action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    throw codedFailure(error);
  }
}

/** `error` as a coded one when it comes from an SDK client. */
export function codedFailure(error: unknown): unknown {
  const kind = kindOfFailure(error);
  if (kind === undefined) return error;
  const { operation, name, message, $metadata } = error as SdkError;
  const { attempts = 1 } = $metadata ?? {};
  const said = message === '' || message === name ? name : `${name}: ${message}`;
  const coded = new NdrError({
    code: kind,
    place: operation ?? 'AWS',
    cause: attempts > 1 ? `${said} (after ${String(attempts)} attempts)` : said,
    remedy: codes[kind].remedy,
  });
  if (error instanceof Error && error.stack !== undefined) coded.stack = error.stack;
  return coded;
}
