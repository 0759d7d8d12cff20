import { microsOf } from '../micros';
import { outcomeOfArgusState } from './argus-state';
import { localTimeReader } from './local-time';
import type { FormatOptions, LineReader, LogFormat } from './log-format';

const needed = [
  'StartTime',
  'Dur',
  'Proto',
  'SrcAddr',
  'Sport',
  'DstAddr',
  'Dport',
  'State',
  'TotBytes',
  'SrcBytes',
] as const;

/** Argus' bidirectional flows as comma separated values, with local times: the form of the CTU-13 captures. */
export const argusBinetflow: LogFormat = { title: 'Argus binetflow', open };

function open(firstLine: string, { timeZone }: FormatOptions): LineReader | string {
  const names = firstLine.split(',').map((name) => name.trim());
  const missing = needed.filter((name) => !names.includes(name));
  if (missing.length > 0) return `the first line names no ${missing.join(', ')}`;
  const [startTime, dur, proto, srcAddr, sport, dstAddr, dport, state, totBytes, srcBytes] = needed.map((name) =>
    names.indexOf(name),
  ) as [number, number, number, number, number, number, number, number, number, number];
  const startOf = localTimeReader(timeZone);

  return (line) => {
    if (line === firstLine) return null;
    const fields = line.split(',');
    if (fields.length !== names.length)
      return { fault: `${fields.length} fields, where the heading names ${names.length}` };
    const value = (position: number): string | null => {
      const text = fields[position]?.trim() ?? '';
      return text === '' ? null : text;
    };
    const start = startOf(value(startTime) ?? '');
    if (start === undefined) return { fault: 'StartTime is no time' };
    const length = microsOf(value(dur) ?? '0');
    if (length === undefined) return { fault: 'Dur is no number of seconds' };
    const transport = value(proto);
    const sourceBytes = value(srcBytes) ?? '0';
    const { action, reason } = outcomeOfArgusState(value(state) ?? '', transport);
    return {
      sourceIp: value(srcAddr),
      destinationIp: value(dstAddr),
      sourcePort: port(value(sport)),
      destinationPort: port(value(dport)),
      sourceBytes,
      destinationBytes: difference(value(totBytes) ?? '0', sourceBytes),
      start,
      end: start + length,
      action,
      reason,
      name: 'TRAFFIC',
      transport,
    };
  };
}

const hexadecimal = /^0x[0-9a-fA-F]+$/;

/** Ports are decimal, hexadecimal (ICMP types and codes), or left open, which is 0. */
function port(text: string | null): string {
  if (text === null) return '0';
  return hexadecimal.test(text) ? String(Number(text)) : text;
}

/** Bytes of the destination: all less the source's. Text that is no number stays, for the row quality to reject. */
function difference(total: string, source: string): string {
  const left = Number(total) - Number(source);
  return Number.isSafeInteger(left) ? String(left) : total;
}
