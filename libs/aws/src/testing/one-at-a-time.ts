import type { Answer, SdkClient } from '../account/sdk-client';

let last: Promise<unknown> = Promise.resolve();

/**
 * Lets requests of all clients so treated reach the service one by one. DynamoDB keeps transactions apart; moto lets them
 * undo each other when they come at once.
 */
export function oneAtATime<Input extends object, Output extends Answer>(client: SdkClient<Input, Output>): void {
  client.middlewareStack.add(
    (next) => (args) => {
      const turn = last.then(() => next(args));
      last = turn.catch(() => undefined);
      return turn;
    },
    { step: 'finalizeRequest', name: 'oneAtATime', priority: 'low' },
  );
}
