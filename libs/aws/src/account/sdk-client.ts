import type { __Client, GetCallerIdentityCommandOutput } from '@aws-sdk/client-sts';

/** A client of any service of the SDK, by the middleware that its requests pass. */
export type SdkClient<Input extends object, Output extends Answer> = Pick<
  __Client<never, Input, Output, never>,
  'middlewareStack'
>;

/** What every answer of a service carries. */
export type Answer = Pick<GetCallerIdentityCommandOutput, '$metadata'>;
