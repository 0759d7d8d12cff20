import { setTimeout as delay } from 'node:timers/promises';
import type { Answer, SdkClient } from './sdk-client';

/** Lets `client` send at most `perSecond` requests a second, repeated ones included: others wait for their turn. */
export function limitRate<Input extends object, Output extends Answer>(
  client: SdkClient<Input, Output>,
  perSecond: number,
): void {
  const spacing = 1000 / perSecond;
  let turn = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      const now = performance.now();
      const wait = Math.max(0, turn - now);
      turn = Math.max(now, turn) + spacing;
      if (wait > 0) await delay(wait);
      return next(args);
    },
    // Below the repetition of requests.
    { step: 'finalizeRequest', name: 'ndrRequestRate', priority: 'low' },
  );
}
