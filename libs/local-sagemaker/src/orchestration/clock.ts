/** The time by which state machines wait and schedules fire. */
export interface Clock {
  now(): Date;
  /** Resolves `milliseconds` later, or at once when `signal` aborts. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Longest delay that a timer of Node takes. */
const longestTimerMs = 2 ** 31 - 1;

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => new Date(),
  wait: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) {
        resolve();
        return;
      }
      const end = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, Math.min(milliseconds, longestTimerMs));
      signal?.addEventListener('abort', end, { once: true });
    }),
};
