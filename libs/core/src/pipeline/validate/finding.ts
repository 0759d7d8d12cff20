import type { Subject } from './subject';
import { codes, type ErrorCode } from '../../errors/codes';
import type { Problem } from '../../errors/ndr-error';

/** What validation found: an error is refused by SageMaker or must fail at run time; a warning is legal. */
export interface Finding extends Problem {
  readonly severity: 'error' | 'warning';
  /** JSON pointer into the definition. */
  readonly pointer: string;
}

/** One rule of validation; it returns all its findings. */
export type Rule = (subject: Subject) => readonly Finding[];

/** Where a finding is: in the definition, and in the source. */
export type At = Pick<Finding, 'pointer' | 'place'>;

/** An error at `at`, with the remedy of its code unless it has a better one. */
export function error(code: ErrorCode, at: At, cause: string, remedy: string = codes[code].remedy): Finding {
  return { severity: 'error', code, pointer: at.pointer, place: at.place, cause, remedy };
}

/** A warning at `at`, with the remedy of its code unless it has a better one. */
export function warning(code: ErrorCode, at: At, cause: string, remedy?: string): Finding {
  return { ...error(code, at, cause, remedy), severity: 'warning' };
}

/** A finding when `count` is above `limit`; `what` names what was counted. */
export function exceeds(what: string, count: number, limit: number, at: At): readonly Finding[] {
  return count <= limit ? [] : [error('pipeline.limit', at, `${count} ${what}; SageMaker takes ${limit}`)];
}

/** A finding when `count` is below `limit`. */
export function fallsBelow(what: string, count: number, limit: number, at: At): readonly Finding[] {
  if (count >= limit) return [];
  return [error('pipeline.limit', at, `${count} ${what}; SageMaker needs ${limit}`, 'Stay above the limit.')];
}

/** A finding when `count` is outside `[fewest, most]`. */
export function within(
  what: string,
  count: number,
  [fewest, most]: readonly [number, number],
  at: At,
): readonly Finding[] {
  return [...fallsBelow(what, count, fewest, at), ...exceeds(what, count, most, at)];
}
