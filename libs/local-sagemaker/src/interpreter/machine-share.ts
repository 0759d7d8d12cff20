import { availableMemory } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';

/** What work needs of the machine while it runs. */
export interface Need {
  /** Processes beside each other: the instances of a job. */
  readonly processes: number;
  /** Memory of all of them, in MiB. */
  readonly memoryMb: number;
}

/** What the instances of a job need, each with a Spark driver of `memoryMb`. */
export function needOfInstances(count: number, memoryMb: number): Need {
  return { processes: count, memoryMb: count * memoryMb };
}

/** A part of the machine that is held until it is released. */
export interface HeldShare {
  release(): void;
}

const mebibyte = 2 ** 20;
const pollMs = 200;

/** One who waits for a part of the machine. */
interface Waiting {
  readonly need: Need;
  readonly admit: () => void;
}

/**
 * The part of the machine that the steps of all executions share, first come, first served. What needs more than there
 * is at all runs alone. While something of ours runs, nothing else starts that the system has no memory left for,
 * whoever took it.
 */
export class MachineShare {
  private readonly limit: Need;
  private readonly waiting: Waiting[] = [];
  private held: Need = { processes: 0, memoryMb: 0 };
  private polling = false;

  constructor(limit: Need) {
    this.limit = limit;
  }

  /**
   * Takes a part; waits until it is free.
   * @throws the signal's reason when that aborts first
   */
  async take(need: Need, signal: AbortSignal): Promise<HeldShare> {
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const admit = () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const waiting = { need, admit };
      const giveUp = () => {
        this.waiting.splice(this.waiting.indexOf(waiting), 1);
        reject(signal.reason as Error);
        this.admit();
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.waiting.push(waiting);
      this.admit();
    });
    return { release: once(() => this.release(need)) };
  }

  private admit(): void {
    for (let next = this.waiting[0]; next; next = this.waiting[0]) {
      if (!this.fits(next.need)) return;
      if (!this.hasMemory(next.need)) {
        void this.pollMemory();
        return;
      }
      this.waiting.shift();
      this.held = sum(this.held, next.need);
      next.admit();
    }
  }

  private release({ processes, memoryMb }: Need): void {
    this.held = sum(this.held, { processes: -processes, memoryMb: -memoryMb });
    this.admit();
  }

  private fits(need: Need): boolean {
    const total = sum(this.held, need);
    return (
      this.held.processes === 0 || (total.processes <= this.limit.processes && total.memoryMb <= this.limit.memoryMb)
    );
  }

  private hasMemory({ memoryMb }: Need): boolean {
    return this.held.processes === 0 || availableMemory() / mebibyte >= memoryMb;
  }

  private async pollMemory(): Promise<void> {
    if (this.polling) return;
    this.polling = true;
    await delay(pollMs);
    this.polling = false;
    this.admit();
  }
}

function sum(one: Need, other: Need): Need {
  return { processes: one.processes + other.processes, memoryMb: one.memoryMb + other.memoryMb };
}

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    action();
  };
}
