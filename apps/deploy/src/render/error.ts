import type { CommandOf } from '@ndr/aws';
import { NdrError, type Problem } from '@ndr/core';
import { sep } from 'node:path';
import type { Colors } from './colors';

/** How an error is shown. */
export interface ErrorStyle {
  readonly colors: Colors;
  /** With the stack. */
  readonly verbose: boolean;
  /** Paths below it are shown relative to it. */
  readonly cwd: string;
  /** How commands reach the environment that the error is of; this machine unless given. */
  readonly commandOf?: CommandOf;
}

/** A remedy that names a command. */
const namesCommand = /\bndr [a-z]/;

/** An error as a person reads it: code, place, cause and remedy of each problem. */
export function errorText(error: unknown, style: ErrorStyle): string {
  const { colors, verbose } = style;
  const shown = problemsOf(error).map((problem) => problemText(problem, style));
  const stack = verbose && error instanceof Error && error.stack !== undefined ? `\n${colors.dim(error.stack)}` : '';
  return `${shown.join('\n')}${stack}\n`;
}

/** An error as a program reads it. */
export function errorDocument(error: unknown): unknown {
  const [first, ...rest] = problemsOf(error);
  return { error: { ...first, ...(rest.length > 0 && { more: rest }) } };
}

/** A problem that has a code, be it one of ndr's or not. */
export interface ShownProblem extends Omit<Problem, 'code'> {
  readonly code: string;
}

function problemsOf(error: unknown): readonly ShownProblem[] {
  if (error instanceof NdrError) {
    return error.problems.map(({ code, place, cause, remedy }) => ({ code, place, cause, remedy }));
  }
  const { name, message } = error instanceof Error ? error : { name: 'unknown', message: String(error) };
  const remedy = 'This was not foreseen. Repeat with -v to see where it happened.';
  return [{ code: 'internal', place: name, cause: message, remedy }];
}

/** Code, place, cause and remedy of a problem, a line each. */
export function problemText({ code, place, cause, remedy }: ShownProblem, style: ErrorStyle): string {
  const { colors, cwd, commandOf } = style;
  const option = commandOf?.('') ?? '';
  const where = option !== '' && namesCommand.test(remedy) ? ` (with${option})` : '';
  const relative = (text: string) => text.replaceAll(`${cwd}${sep}`, '');
  return [
    `${colors.red('error')} ${colors.bold(code)}`,
    `  ${colors.dim('place ')} ${relative(place)}`,
    `  ${colors.dim('cause ')} ${relative(cause)}`,
    `  ${colors.dim('remedy')} ${relative(remedy)}${where}`,
  ].join('\n');
}
