import type { ErrorCode } from './codes';

/** What is wrong, where, why, and how to mend it. */
export interface Problem {
  readonly code: ErrorCode;
  /** Where: a file with its line, a JSON pointer, a step, an argument. */
  readonly place: string;
  /** What was found there, and what should have been. */
  readonly cause: string;
  /** What the reader can do about it. */
  readonly remedy: string;
}

/** The only error that ndr throws on purpose; it carries every problem that was found, the first one as its own. */
export class NdrError extends Error implements Problem {
  override readonly name = 'NdrError';
  readonly code: ErrorCode;
  readonly place: string;
  override readonly cause: string;
  readonly remedy: string;
  readonly problems: readonly Problem[];

  constructor(problem: Problem, more: readonly Problem[] = []) {
    super([problem, ...more].map((each) => `${each.code} at ${each.place}: ${each.cause}`).join('\n'));
    this.code = problem.code;
    this.place = problem.place;
    this.cause = problem.cause;
    this.remedy = problem.remedy;
    this.problems = [problem, ...more];
  }
}

/**
 * Throws one error that carries all `problems`; does nothing when there is none.
 * @throws NdrError
 */
export function refuse(problems: readonly Problem[]): void {
  const [first, ...rest] = problems;
  if (first) throw new NdrError(first, rest);
}
