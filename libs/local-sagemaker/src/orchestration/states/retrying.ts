import type { Retrier } from '@ndr/pipelines';
import type { MachineHost } from '../machine-host';
import { isNamed, StateError } from '../state-error';

/** Does `attempt` again as long as a retrier of the error has attempts left. */
export async function retrying<Result>(
  retriers: readonly Retrier[],
  { clock, random }: Pick<MachineHost, 'clock' | 'random'>,
  attempt: () => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  const used = new Map<Retrier, number>();
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof StateError) || signal.aborted) throw error;
      const retrier = retriers.find(({ ErrorEquals }) => isNamed(ErrorEquals, error.error));
      const count = retrier ? (used.get(retrier) ?? 0) : 0;
      if (!retrier || count >= retrier.MaxAttempts) throw error;
      used.set(retrier, count + 1);
      await clock.wait(delayOf(retrier, count, random), signal);
    }
  }
}

function delayOf(retrier: Retrier, count: number, random: () => number): number {
  const { IntervalSeconds, BackoffRate, MaxDelaySeconds = Infinity, JitterStrategy } = retrier;
  const seconds = Math.min(IntervalSeconds * BackoffRate ** count, MaxDelaySeconds);
  return seconds * 1000 * (JitterStrategy === 'FULL' ? random() : 1);
}
