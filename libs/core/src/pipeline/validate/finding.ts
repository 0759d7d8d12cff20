import type { Pipeline } from '../pipeline';
import type { Problem } from '../../errors/ndr-error';

/** What validation found: an error is refused by SageMaker or must fail at run time; a warning is legal. */
export interface Finding extends Problem {
  readonly severity: 'error' | 'warning';
  /** JSON pointer into the definition. */
  readonly pointer: string;
}

/** One rule of validation; it returns all its findings. */
export type Rule = (pipeline: Pipeline) => readonly Finding[];
