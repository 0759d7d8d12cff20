import { NdrError } from '@ndr/core';

/** What the program's exit code says; a contract. */
export const exitCode = {
  done: 0,
  failed: 1,
  /** Of `plan`: there are changes. */
  changes: 2,
  /** Of what follows an execution: it was stopped. */
  stopped: 2,
  timeout: 3,
  usage: 64,
} as const;

/** One of the program's exit codes. */
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** The exit code of a command that ends with `error`. */
export function exitCodeOf(error: unknown): ExitCode {
  if (!(error instanceof NdrError)) return exitCode.failed;
  return /^(usage$|parameter\.|selection\.)/.test(error.code) ? exitCode.usage : exitCode.failed;
}
