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
  /** Told of each state that is entered. */
  readonly entered?: (entry: StateEntry) => void;
}

/** A state that an execution enters. */
export interface StateEntry {
  readonly machine: string;
  /** The map whose item is at it; undefined among the machine's own states. */
  readonly map: string | undefined;
  /** The state that it came from; undefined for the first one. */
  readonly from: string | undefined;
  readonly state: string;
}
