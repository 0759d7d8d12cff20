/** Takes the result of a command. */
export interface Output {
  /** Shows `document` as JSON with `--json`, and the lines of `text` otherwise. */
  result(document: unknown, text: () => readonly string[]): void;
  /** As `result`, and with `--json` on one line, for those who read on while the command runs. */
  record(document: unknown, text: () => readonly string[]): void;
  /** Writes text that is itself the result, such as a definition. */
  raw(text: string): void;
  /** Shows lines to a person: on stderr with `--json`. */
  lines(lines: readonly string[]): void;
}

/** How results are written. */
export interface OutputOptions {
  readonly json: boolean;
  /** Results stand in a stream of JSON lines. */
  readonly streams: boolean;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  /** Called before something is written: lines that are redrawn on the same screen would erase it. */
  readonly release?: () => void;
}

/** Makes an output of the program's two streams. */
export function createOutput({ json, streams, stdout, stderr, release }: OutputOptions): Output {
  const raw = (text: string) => {
    release?.();
    stdout.write(text);
  };
  const lines = (text: readonly string[]) => {
    release?.();
    const stream = json ? stderr : stdout;
    for (const line of text) stream.write(`${line}\n`);
  };
  return {
    lines,
    raw,
    record(document, text) {
      if (json) raw(`${JSON.stringify(document)}\n`);
      else lines(text());
    },
    result(document, text) {
      if (json) raw(`${streams ? jsonLine(document) : JSON.stringify(document, undefined, 2)}\n`);
      else lines(text());
    },
  };
}

function jsonLine(document: unknown): string {
  return JSON.stringify({ type: 'result', ...(document as Record<string, unknown>) });
}
