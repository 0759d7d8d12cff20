import Papa from 'papaparse';

import type { Flow } from '../flow';
import { microsOf } from '../micros';
import { localTimeReader } from './local-time';
import type { BadLine, FormatOptions, LineReader, LogFormat } from './log-format';

/** PAN-OS's TRAFFIC and THREAT logs, as firewalls send them by syslog or export them as comma separated values. */
export const panOsTraffic: LogFormat = { title: 'PAN-OS traffic log', open };

/** Places of fields, counted from 1, in lines of both types; newer versions only add fields behind the last. */
const field = {
  type: 4,
  subtype: 5,
  generated: 7,
  sourceIp: 8,
  destinationIp: 9,
  sourcePort: 25,
  destinationPort: 26,
  transport: 30,
  action: 31,
} as const;

/** Places of fields that TRAFFIC lines alone have. */
const trafficField = { sentBytes: 33, receivedBytes: 34, start: 36, elapsed: 37, sessionEndReason: 47 } as const;

/**
 * Where a line's second field begins: the receive time, before the serial number and the type. What stands before it is
 * the first field, a `1` or a version, behind whatever header syslog wrote.
 */
const secondField = /,\d{4}\/\d{2}\/\d{2} \d{2}:\d{2}:\d{2},[^,"]*,[A-Z][A-Z0-9-]*,/;

function open(firstLine: string, { timeZone }: FormatOptions): LineReader | string {
  if (!isHeading(firstLine) && !secondField.test(firstLine)) {
    return 'the first line has no receive time, serial number and type, such as 1,2015/01/05 12:51:33,0011C103117,TRAFFIC,end';
  }
  const instantOf = localTimeReader(timeZone);

  return (line) => {
    const begin = line.search(secondField);
    if (begin === -1) return isHeading(line) ? null : { fault: 'no receive time, serial number and type' };
    const fields = fieldsOf(line.slice(begin));
    const type = fields[field.type - 1];
    if (type === 'TRAFFIC') return fields[field.subtype - 1] === 'start' ? null : traffic(fields, instantOf);
    return type === 'THREAT' ? threat(fields, instantOf) : null;
  };
}

/** The first line of an export, which names the columns. */
function isHeading(line: string): boolean {
  const [, second, , fourth] = fieldsOf(line);
  return second === 'Receive Time' && fourth === 'Type';
}

/** The fields of a line, quotes taken off; what stands before its first comma is the first of them. */
function fieldsOf(line: string): readonly string[] {
  return Papa.parse<string[]>(line, { delimiter: ',', newline: '\n' }).data[0] ?? [];
}

type InstantReader = ReturnType<typeof localTimeReader>;

/** A session: its bytes and times, and why it ended. */
function traffic(fields: readonly string[], instantOf: InstantReader): Flow | BadLine {
  if (fields.length < trafficField.elapsed) return tooFew('TRAFFIC', fields, trafficField.elapsed);
  const start = instantOf(valueOf(fields, trafficField.start) ?? '');
  if (start === undefined) return { fault: `field ${trafficField.start}, the start time, is no time` };
  const length = microsOf(valueOf(fields, trafficField.elapsed) ?? '0');
  if (length === undefined)
    return { fault: `field ${trafficField.elapsed}, the elapsed time, is no number of seconds` };
  const action = valueOf(fields, field.action) ?? '';
  return {
    ...endPoints(fields),
    sourceBytes: valueOf(fields, trafficField.sentBytes) ?? '0',
    destinationBytes: valueOf(fields, trafficField.receivedBytes) ?? '0',
    start,
    end: start + length,
    action,
    reason: sessionEndReason(fields) ?? (action.toLowerCase() === 'allow' ? 'aged-out' : 'policy-deny'),
    name: 'TRAFFIC',
  };
}

/** Something found in a session: an event without length or bytes, for its session has a TRAFFIC line too. */
function threat(fields: readonly string[], instantOf: InstantReader): Flow | BadLine {
  if (fields.length < field.action) return tooFew('THREAT', fields, field.action);
  const instant = instantOf(valueOf(fields, field.generated) ?? '');
  if (instant === undefined) return { fault: `field ${field.generated}, the generated time, is no time` };
  return {
    ...endPoints(fields),
    sourceBytes: '0',
    destinationBytes: '0',
    start: instant,
    end: instant,
    action: valueOf(fields, field.action) ?? '',
    reason: 'threat',
    name: 'THREAT',
  };
}

type EndPoints = Pick<Flow, 'sourceIp' | 'destinationIp' | 'sourcePort' | 'destinationPort' | 'transport'>;

function endPoints(fields: readonly string[]): EndPoints {
  return {
    sourceIp: valueOf(fields, field.sourceIp),
    destinationIp: valueOf(fields, field.destinationIp),
    sourcePort: valueOf(fields, field.sourcePort),
    destinationPort: valueOf(fields, field.destinationPort),
    transport: valueOf(fields, field.transport),
  };
}

/** Versions before 6.1 have no such field; `n/a` is what lines of sessions that did not end have there. */
function sessionEndReason(fields: readonly string[]): string | null {
  const reason = valueOf(fields, trafficField.sessionEndReason);
  return reason === 'n/a' ? null : reason;
}

/** A field by its place, from 1; null for one that is left open. */
function valueOf(fields: readonly string[], place: number): string | null {
  const text = fields[place - 1]?.trim() ?? '';
  return text === '' || text === '-' ? null : text;
}

function tooFew(type: string, fields: readonly string[], least: number): BadLine {
  return { fault: `${fields.length} fields, where a ${type} line has at least ${least}` };
}
