import pc from 'picocolors';

/** Functions that color text. */
export type Colors = ReturnType<typeof pc.createColors>;

/** Colors for a stream: none when it is no terminal, or when `--no-color` or NO_COLOR says so. */
export function colorsFor(stream: NodeJS.WritableStream, noColor: boolean): Colors {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  const isTerminal = 'isTTY' in stream && stream.isTTY === true;
  const wanted = isTerminal || (FORCE_COLOR !== undefined && FORCE_COLOR !== '0');
  return pc.createColors(wanted && !noColor && (NO_COLOR === undefined || NO_COLOR === ''));
}
