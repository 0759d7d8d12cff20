import type { Schedule } from '@ndr/pipelines';
import type { Clock } from './clock';
import { nextOccurrence } from './occurrences';

/** Longest pause between two looks at the clock: a machine that slept, or whose clock was set, is late by as much. */
const lookMs = 5 * 60_000;

/** Fires schedules when they are due, each occurrence once, until `signal` aborts. */
export async function fireSchedules(
  schedules: readonly Schedule[],
  fire: (schedule: Schedule, at: Date) => void,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  await Promise.all(schedules.map((schedule) => fireSchedule(schedule, fire, clock, signal)));
}

async function fireSchedule(
  schedule: Schedule,
  fire: (schedule: Schedule, at: Date) => void,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  let next = nextOccurrence(schedule, clock.now());
  while (!signal.aborted) {
    const left = next.getTime() - clock.now().getTime();
    if (left > 0) {
      await clock.wait(Math.min(left, lookMs), signal);
      continue;
    }
    fire(schedule, next);
    // Counted from what was fired: a clock that was set back fires nothing again.
    const last = next;
    next = nextOccurrence(schedule, new Date(Math.max(last.getTime(), clock.now().getTime())));
  }
}
