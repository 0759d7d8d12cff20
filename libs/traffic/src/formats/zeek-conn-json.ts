import { microsOf } from '../micros';
import type { LineReader } from './log-format';
import { outcomeOfConnState } from './zeek-conn-state';

type Fields = Readonly<Record<string, unknown>>;

/** Reads a JSON object a connection, keys with dots (`id.orig_h`) or, as some shippers write them, underscores. */
export function openZeekJson(firstLine: string): LineReader | string {
  const first = parsed(firstLine);
  if (!first) return 'the first line is no JSON object';
  if (!('conn_state' in first || 'proto' in first)) return 'the first object has neither conn_state nor proto';
  return (line) => {
    const fields = parsed(line);
    if (!fields) return { fault: 'not a JSON object' };
    const start = instant(fields.ts);
    if (start === undefined) return { fault: 'ts is no time' };
    const length = microsOf(textOf(fields.duration) ?? '0');
    if (length === undefined) return { fault: 'duration is no number of seconds' };
    const transport = textOf(fields.proto);
    const { action, reason } = outcomeOfConnState(textOf(fields.conn_state) ?? '', transport);
    return {
      sourceIp: endPoint(fields, 'orig_h'),
      destinationIp: endPoint(fields, 'resp_h'),
      sourcePort: endPoint(fields, 'orig_p'),
      destinationPort: endPoint(fields, 'resp_p'),
      sourceBytes: textOf(fields.orig_bytes) ?? '0',
      destinationBytes: textOf(fields.resp_bytes) ?? '0',
      start,
      end: start + length,
      action,
      reason,
      name: 'TRAFFIC',
      transport,
    };
  };
}

function parsed(line: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
}

function endPoint(fields: Fields, name: string): string | null {
  return textOf(fields[`id.${name}`] ?? fields[`id_${name}`]);
}

/** A value as the text that it has in a log; null for one that is left open. */
function textOf(value: unknown): string | null {
  if (value === undefined || value === null || value === '' || value === '-') return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const isoInstant = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?Z$/;

/** Zeek writes epoch seconds, or ISO 8601 when `json_timestamps` says so. */
function instant(value: unknown): number | undefined {
  const text = textOf(value) ?? '';
  const [, seconds, fraction = '0'] = isoInstant.exec(text) ?? [];
  if (seconds === undefined) return microsOf(text);
  const micros = microsOf(`${Date.parse(`${seconds}Z`) / 1_000}.${fraction.slice(0, 6)}`);
  return micros;
}
