import { setTimeout as delay } from 'node:timers/promises';

/** What a client of the SDK lets one put between it and the network. */
interface Client {
  readonly middlewareStack: {
    add(
      middleware: (next: (args: never) => Promise<unknown>) => (args: never) => Promise<unknown>,
      options: { readonly step: 'finalizeRequest'; readonly name: string; readonly priority: 'low' },
    ): void;
  };
}

/** Lets `client` send at most `perSecond` requests a second, repeated ones included: others wait for their turn. */
export function limitRate(client: unknown, perSecond: number): void {
  const spacing = 1000 / perSecond;
  let turn = 0;
  (client as Client).middlewareStack.add(
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
