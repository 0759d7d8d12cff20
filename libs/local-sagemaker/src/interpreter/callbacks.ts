import { NdrError } from '@ndr/core';
import { newCallbackToken } from './identity';
import type { CallbackAnswer } from './interpreter';

/** The messages of Callback steps that wait for an answer, by token. */
export class Callbacks {
  private readonly waiting = new Map<string, (answer: CallbackAnswer) => string>();

  /**
   * A new token. `take` gets the answer, stores what it means before it returns, and returns the execution's ARN.
   */
  open(take: (answer: CallbackAnswer) => string): string {
    const token = newCallbackToken();
    this.waiting.set(token, take);
    return token;
  }

  /** Forgets a token: nobody waits for its answer any more. */
  close(token: string): void {
    this.waiting.delete(token);
  }

  /**
   * Hands an answer to the step that waits for it.
   * @throws NdrError `local.unknown-callback`
   */
  answer(token: string, answer: CallbackAnswer): string {
    const take = this.waiting.get(token);
    if (!take) {
      throw new NdrError({
        code: 'local.unknown-callback',
        place: `callback token ${token}`,
        cause: 'no running step waits for it',
        remedy: 'Take the token from the newest message of the queue; a step takes one answer.',
      });
    }
    this.waiting.delete(token);
    return take(answer);
  }
}
