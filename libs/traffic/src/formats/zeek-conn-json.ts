import { microsOf, type Micros } from '../micros';
import { localTimeReader } from './local-time';
import type { FormatOptions, LineReader } from './log-format';
import { outcomeOfConnState } from './zeek-conn-state';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a JSON object a connection. Keys have dots (`id.orig_h`) or, as some shippers write them, underscores or an
 * object of their own; an object may stand below its log's name (`{"conn": {…}}`) or name it. Objects of Zeek's other
 * logs in the same file are no sessions.
 */
export function openZeekJson(firstLine: string, { timeZone }: FormatOptions): LineReader | string {
  const first = parsed(firstLine);
  if (!first) return 'the first line is no JSON object';
  if (!('conn_state' in connectionOf(first) || logNameOf(first) !== undefined)) {
    return 'the first object has no conn_state, and does not name its log';
  }
  const instantOf = instantReader(timeZone);

  return (line) => {
    const object = parsed(line);
    if (!object) return { fault: 'not a JSON object' };
    if ((logNameOf(object) ?? connLog) !== connLog) return null;
    const fields = connectionOf(object);
    const start = instantOf(fields.ts);
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
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const connLog = 'conn';

/** Keys under which shippers write which of Zeek's logs an object is of. */
const logNameKeys = ['_path', '@stream'] as const;

/** The log that an object says it is of; undefined when it says nothing. */
function logNameOf(object: Fields): string | undefined {
  for (const key of logNameKeys) {
    const name = object[key];
    if (typeof name === 'string') return name;
  }
  const [only, ...more] = Object.keys(object);
  return only !== undefined && more.length === 0 && isObject(object[only]) ? only : undefined;
}

/** The connection's own members: the object, or what stands below its log's name. */
function connectionOf(object: Fields): Fields {
  const below = object[connLog];
  return isObject(below) ? below : object;
}

function endPoint(fields: Fields, name: string): string | null {
  const { id } = fields;
  return textOf(fields[`id.${name}`] ?? fields[`id_${name}`] ?? (isObject(id) ? id[name] : undefined));
}

/** A value as the text that it has in a log; null for one that is left open. */
function textOf(value: unknown): string | null {
  if (value === undefined || value === null || value === '' || value === '-') return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const isoInstant = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)(Z|[+-]\d{2}:?\d{2})?$/;
const microsAMinute = 60_000_000;

/** Later than any epoch second that a log can have (the year 5138): such a number is of milliseconds. */
const firstEpochMilliseconds = 100_000_000_000;

/** Zeek writes epoch seconds or, as `json_timestamps` says, epoch milliseconds or ISO 8601. */
function instantReader(timeZone: string): (value: unknown) => Micros | undefined {
  const inUtc = localTimeReader('UTC');
  const inLogsZone = localTimeReader(timeZone);
  return (value) => {
    const text = textOf(value) ?? '';
    const [, local, zone] = isoInstant.exec(text) ?? [];
    if (local === undefined) return epochInstant(text);
    if (zone === undefined) return inLogsZone(local);
    const instant = inUtc(local);
    return instant === undefined ? undefined : instant - offsetMinutes(zone) * microsAMinute;
  };
}

function epochInstant(text: string): Micros | undefined {
  const number = Number(text);
  return number >= firstEpochMilliseconds && Number.isFinite(number) ? Math.round(number * 1_000) : microsOf(text);
}

/** Minutes that `+02:00` is ahead of UTC. */
function offsetMinutes(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
}
