import type { Clock } from './clock';
import type { WaitingTasks } from './task-tokens';

/** A failure that people are told of. */
export interface PublishedMessage {
  readonly subject: string;
  readonly message: string;
}

/** What state machines run on. */
export interface MachineHost {
  readonly clock: Clock;
  readonly waitingTasks: WaitingTasks;
  /** Calls the function of that ARN; it throws what the function threw. */
  readonly invoke: (functionArn: string, payload: unknown) => Promise<unknown>;
  /** Name and cause of what a function threw, as its state machine is to know them. */
  readonly faultOf: (error: unknown) => { readonly error: string; readonly cause: string };
  readonly publish: (message: PublishedMessage) => Promise<void>;
  /** Between 0 and 1, for delays with jitter. */
  readonly random: () => number;
  /** Told of each state that is entered, by machine and name. */
  readonly entered?: (machine: string, state: string) => void;
}
