import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { withCodedFailures, type Environment } from '@ndr/aws';
import { withAccount } from '../account/with-account';
import type { Context } from '../context';

/** The table of JobSpecs of an environment. */
export interface JobSpecTable {
  readonly client: DynamoDBClient;
  readonly table: string;
}

/**
 * Runs `action` with the table of `environment`: that of AWS, or of this machine.
 * @throws NdrError `aws.…` when a service refuses or does not answer
 */
export async function withJobSpecTable<Result>(
  context: Context,
  environment: Environment,
  action: (table: JobSpecTable) => Promise<Result>,
): Promise<Result> {
  return withAccount(context, environment, ({ clients }) =>
    withCodedFailures(() => action({ client: clients.dynamodb, table: environment.table })),
  );
}
