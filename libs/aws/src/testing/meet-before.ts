import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/**
 * Lets `operation` go out only once each of `clients` has come to it: what each of them read before it is then the same,
 * whatever the machine does meanwhile.
 */
export function meetBefore(operation: string, clients: readonly DynamoDBClient[]): void {
  const waiting = new Set(clients);
  let open: () => void = () => undefined;
  const met = new Promise<void>((resolve) => (open = resolve));
  for (const client of clients) {
    client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName !== `${operation}Command`) return next(args);
          waiting.delete(client);
          if (waiting.size === 0) open();
          await met;
          return next(args);
        },
      { step: 'initialize', name: 'meetBefore' },
    );
  }
}
