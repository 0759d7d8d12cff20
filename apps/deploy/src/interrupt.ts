import { exitCode } from './exit-codes';

/** The user's wish to stop. */
export interface Interrupt {
  readonly signal: AbortSignal;
  /** Gives the signals back to the system. */
  close(): void;
}

/** What happens when the user wants to stop. */
export interface InterruptOptions {
  /** Whether the running command ends by itself; else the program ends at once. */
  readonly stops: boolean;
  readonly say: (text: string) => void;
}

const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * The first Ctrl-C lets a command that can stop do so; a second one ends the program at once. What ends without having
 * stopped an execution has failed: 2 says of a plan that there are changes.
 */
export function stopOnSignals({ stops, say }: InterruptOptions): Interrupt {
  const controller = new AbortController();
  const stop = () => {
    if (!stops || controller.signal.aborted) {
      say('Interrupted; repeat the command to go on.');
      process.exit(stops ? exitCode.stopped : exitCode.failed);
    }
    say('Ending … (once more to end at once)');
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
