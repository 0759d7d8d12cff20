import { microsOf } from '../micros';
import type { LineReader } from './log-format';
import { outcomeOfConnState } from './zeek-conn-state';

const needed = [
  'ts',
  'duration',
  'id.orig_h',
  'id.orig_p',
  'id.resp_h',
  'id.resp_p',
  'proto',
  'conn_state',
  'orig_bytes',
  'resp_bytes',
] as const;

/** Where the fields stand in a line: the order of `needed`. */
type Positions = readonly [number, number, number, number, number, number, number, number, number, number];

/** Reads Zeek's own form: directives (`#separator`, `#fields`, …), then a line a connection. */
export function openZeekTsv(firstLine: string): LineReader | string {
  if (!/^#(separator|fields|set_separator|empty_field|unset_field|path|open)\b/.test(firstLine)) {
    return 'the first line is no directive of Zeek, such as #separator or #fields';
  }
  let separator = '\t';
  let unset = '-';
  let empty = '(empty)';
  let width = 0;
  /** Where each field of the line at hand ends: only a few of its fields are needed as text. */
  const ends: number[] = [];
  let positions: Positions | string = 'no #fields line stands before it';

  function directive(line: string): null {
    if (line.startsWith('#separator ')) {
      separator = unescaped(line.slice('#separator '.length));
      return null;
    }
    const [name, ...values] = line.split(separator);
    if (name === '#unset_field') unset = values[0] ?? unset;
    if (name === '#empty_field') empty = values[0] ?? empty;
    if (name === '#fields') {
      width = values.length;
      positions = positionsIn(values);
    }
    return null;
  }

  return (line) => {
    if (line.startsWith('#')) return directive(line);
    if (typeof positions === 'string') return { fault: positions };
    let fields = 0;
    for (let end = line.indexOf(separator); end !== -1; end = line.indexOf(separator, end + 1)) ends[fields++] = end;
    ends[fields++] = line.length;
    if (fields !== width) return { fault: `${fields} fields, where #fields names ${width}` };

    const value = (position: number): string | null => {
      const begin = position === 0 ? 0 : (ends[position - 1] ?? 0) + 1;
      const text = line.slice(begin, ends[position]);
      return text === unset || text === '' || text === empty ? null : text;
    };
    const [ts, duration, sourceIp, sourcePort, destinationIp, destinationPort, proto, state, sent, received] =
      positions;
    const start = microsOf(value(ts) ?? '');
    if (start === undefined) return { fault: 'ts is no time' };
    const length = microsOf(value(duration) ?? '0');
    if (length === undefined) return { fault: 'duration is no number of seconds' };
    const transport = value(proto);
    const { action, reason } = outcomeOfConnState(value(state) ?? '', transport);
    return {
      sourceIp: value(sourceIp),
      destinationIp: value(destinationIp),
      sourcePort: value(sourcePort),
      destinationPort: value(destinationPort),
      sourceBytes: value(sent) ?? '0',
      destinationBytes: value(received) ?? '0',
      start,
      end: start + length,
      action,
      reason,
      name: 'TRAFFIC',
      transport,
    };
  };
}

/** Positions of the needed fields among `names`, or why there are none. */
function positionsIn(names: readonly string[]): Positions | string {
  const positions = needed.map((name) => names.indexOf(name));
  const missing = needed.filter((_, index) => positions[index] === -1);
  if (missing.length > 0) return `#fields lacks ${missing.join(', ')}: not a conn log`;
  return positions as unknown as Positions;
}

/** Zeek writes the separator as `\x09`. */
function unescaped(text: string): string {
  return text.trim().replaceAll(/\\x([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
