import type { ProcessingStep } from './processing';

/** What every step has. */
export interface StepBase {
  readonly name: string;
  /** Names of steps that must have succeeded before this one starts, beside those whose properties it uses. */
  readonly dependsOn: readonly string[];
  readonly displayName?: string;
  readonly description?: string;
  /** Where it is declared, for messages. */
  readonly source?: string;
}

/** A step of a pipeline. */
export type Step = ProcessingStep;
