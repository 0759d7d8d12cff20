import { setImmediate as settled } from 'node:timers/promises';
import type { Clock } from './clock';

interface Timer {
  readonly at: number;
  /** Of timers for one moment, the one that was set first is due first. */
  readonly order: number;
  readonly resolve: () => void;
  isCancelled: boolean;
}

/**
 * A clock that stands still while something happens and then jumps to the next moment for which somebody waits, so that
 * weeks pass in seconds and in one order. What waits on anything but this clock must settle within a turn of the loop.
 */
export class VirtualClock implements Clock {
  private time: number;
  /** What clocks show more than time that has passed. */
  private step = 0;
  private order = 0;
  private readonly timers: Timer[] = [];

  constructor(start: Date) {
    this.time = start.getTime();
  }

  now(): Date {
    return new Date(this.time + this.step);
  }

  /** Time that has really passed, whatever the clock shows. */
  passed(): Date {
    return new Date(this.time);
  }

  /** Sets what the clock shows forward or back, as a wrong time service does; who waits, waits as long as before. */
  stepBy(milliseconds: number): void {
    this.step += milliseconds;
  }

  wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        timer.isCancelled = true;
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = {
        ...{ at: this.time + Math.max(0, milliseconds), order: this.order++ },
        ...{ resolve: end, isCancelled: false },
      };
      this.timers.splice(this.placeOf(timer), 0, timer);
      signal?.addEventListener('abort', end);
    });
  }

  /** Lets time pass until `end`, and everything happen that is due before it. */
  async runUntil(end: Date): Promise<void> {
    await settled();
    for (;;) {
      const next = this.timers.at(-1);
      if (!next || next.at > end.getTime()) break;
      this.timers.pop();
      if (next.isCancelled) continue;
      this.time = Math.max(this.time, next.at);
      next.resolve();
      await settled();
    }
    this.time = Math.max(this.time, end.getTime());
  }

  /** Timers stand in the opposite order of their moments. */
  private placeOf(timer: Timer): number {
    let [low, high] = [0, this.timers.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.timers[middle];
      if (other && (other.at > timer.at || (other.at === timer.at && other.order > timer.order))) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
