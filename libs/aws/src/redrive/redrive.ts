import type { LetterTarget } from './letter-targets';
import type { MachineExecution } from './machine-execution';

/** What is handed over again, and goes on again, in an environment: as it is planned, or as it ended. */
export interface Redrive {
  readonly letters: readonly RedriveLetter[];
  readonly executions: readonly RedriveExecution[];
}

/** A dead letter, and what becomes of it. */
export interface RedriveLetter {
  /** Id of its message, which names the execution that it starts. */
  readonly id: string;
  /** When it came to the queue. ISO 8601. */
  readonly sent: string;
  /** Why it could not be handed over before. */
  readonly error?: string;
  /** Null where that is not known. */
  readonly target: LetterTarget | null;
  readonly about: string | null;
  /** One that is `left`, or `failed`, lies in the queue; what failed is tried again when the command is repeated. */
  readonly outcome: 'to-hand-over' | 'handed-over' | 'already-handed-over' | 'left' | 'failed';
  /** What it started of a state machine. */
  readonly execution?: string;
  /** Why it is left, or failed. */
  readonly reason?: string;
}

/** An execution of a state machine that ended without success, and what becomes of it. */
export interface RedriveExecution extends MachineExecution {
  readonly outcome: 'to-redrive' | 'redriven' | 'left' | 'failed';
  /** Keys of the runs that failed in it. */
  readonly failedRuns?: readonly string[];
  /** Why it is left, or failed. */
  readonly reason?: string;
}

/** Whether there is anything to do. */
export function isRedriveDue({ letters, executions }: Redrive): boolean {
  return [...letters, ...executions].some(({ outcome }) => outcome === 'to-hand-over' || outcome === 'to-redrive');
}

/** Whether anything was not done that was to be. */
export function redriveFailed({ letters, executions }: Redrive): boolean {
  return [...letters, ...executions].some(({ outcome }) => outcome === 'failed');
}
