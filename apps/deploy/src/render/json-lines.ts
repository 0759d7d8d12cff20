import type { Reporter } from '@ndr/core';

/** Reports each event as one line of JSON, with its time. */
export function jsonLinesReporter(stream: NodeJS.WritableStream): Reporter {
  return (event) => {
    stream.write(`${JSON.stringify({ time: new Date().toISOString(), ...event })}\n`);
  };
}
