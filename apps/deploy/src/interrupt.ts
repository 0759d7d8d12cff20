/** The user's wish to stop. */
export interface Interrupt {
  readonly signal: AbortSignal;
  /** Gives the signals back to the system. */
  close(): void;
}

const signals = ['SIGINT', 'SIGTERM'] as const;

/** The first Ctrl-C asks the running command to stop; a second one ends the program at once. */
export function stopOnSignals(say: (text: string) => void): Interrupt {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals) => {
    if (controller.signal.aborted) process.exit(128 + (signal === 'SIGINT' ? 2 : 15));
    say('Stopping … (once more to end at once)');
    controller.abort();
  };
  for (const signal of signals) process.on(signal, stop);
  return {
    signal: controller.signal,
    close: () => {
      for (const signal of signals) process.removeListener(signal, stop);
    },
  };
}
