import { startMotoServer } from './moto-server';
import { oneAtATime } from './one-at-a-time';
import { createClients, type AwsAccess, type AwsClients } from '../account/aws-clients';

/** An account that a server of its own stands in for: empty at first. */
export interface MotoAccount {
  readonly clients: AwsClients;
  /** Other clients of the same account. */
  newClients(options?: Partial<AwsAccess>): AwsClients;
  close(): Promise<void>;
}

/** Starts the account of a file's tests; its clients are made with `options`. */
export async function startMotoAccount(options: Partial<AwsAccess> = {}): Promise<MotoAccount> {
  const server = await startMotoServer();
  const open: AwsClients[] = [];
  const newClients = (others: Partial<AwsAccess> = {}) => {
    const made = createClients({ ...server.clientOptions, ...options, ...others });
    oneAtATime(made.dynamodb);
    open.push(made);
    return made;
  };
  return {
    clients: newClients(),
    newClients,
    async close() {
      for (const each of open) each.close();
      await server.close();
    },
  };
}
