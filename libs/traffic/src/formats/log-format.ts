import type { Flow } from '../flow';

/** A line that cannot become a row, and why. */
export interface BadLine {
  readonly fault: string;
}

/** Reads the lines of one log in order: a flow, a bad line, or null for a line that is no session (a heading, a comment). */
export type LineReader = (line: string) => Flow | BadLine | null;

export interface FormatOptions {
  /** IANA zone of times that a log writes without one. */
  readonly timeZone: string;
}

/** A kind of log that becomes integration batches. */
export interface LogFormat {
  /** What it is, for people: `Zeek conn log`. */
  readonly title: string;
  /**
   * A reader for a log that begins with `firstLine` (which it is given again as its first line), or text that says why
   * this is not such a log.
   */
  open(firstLine: string, options: FormatOptions): LineReader | string;
}

/** Whether a line was bad. */
export function isBadLine(read: Flow | BadLine): read is BadLine {
  return 'fault' in read;
}
