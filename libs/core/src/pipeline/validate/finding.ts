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

/** A finding when `count` is above `limit`; `what` names what was counted. */
export function exceeds(
  what: string,
  count: number,
  limit: number,
  at: Pick<Finding, 'pointer' | 'place'>,
  severity: Finding['severity'] = 'error',
): readonly Finding[] {
  if (count <= limit) return [];
  const cause = `${count} ${what}; SageMaker takes ${limit}`;
  return [{ severity, code: 'pipeline.limit', ...at, cause, remedy: 'Stay below the limit.' }];
}

/** A finding when `count` is below `limit`. */
export function fallsBelow(
  what: string,
  count: number,
  limit: number,
  at: Pick<Finding, 'pointer' | 'place'>,
): readonly Finding[] {
  if (count >= limit) return [];
  const cause = `${count} ${what}; SageMaker needs ${limit}`;
  return [{ severity: 'error', code: 'pipeline.limit', ...at, cause, remedy: 'Stay above the limit.' }];
}
