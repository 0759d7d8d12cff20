import { randomUUID } from 'node:crypto';
import { StateError } from './state-error';

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: StateError) => void;
}

/** The tokens of tasks that wait for somebody's answer. */
export class WaitingTasks {
  private readonly waiting = new Map<string, Waiting>();

  /** A new token, and what resolves when it is answered. */
  open(): { readonly token: string; readonly answered: Promise<void>; readonly close: () => void } {
    const token = randomUUID();
    const answered = new Promise<void>((resolve, reject) => {
      this.waiting.set(token, { resolve, reject });
    });
    answered.catch(() => undefined); // it may be answered before anybody waits
    return { token, answered, close: () => void this.waiting.delete(token) };
  }

  /** Answers a token; false when no task waits with it any more. */
  succeed(token: string): boolean {
    return this.answer(token, ({ resolve }) => {
      resolve();
    });
  }

  /** Lets the task of a token fail; false when none waits with it any more. */
  fail(token: string, error: string, cause: string): boolean {
    return this.answer(token, ({ reject }) => {
      reject(new StateError(error, cause));
    });
  }

  private answer(token: string, act: (waiting: Waiting) => void): boolean {
    const waiting = this.waiting.get(token);
    if (!waiting) return false;
    this.waiting.delete(token);
    act(waiting);
    return true;
  }
}
