import { isoMicros, type Micros } from './micros';

/**
 * A session as a log states it: a row of integration. Numbers stay the text of the log, so that text which is no number
 * reaches the jobs' row quality, which rejects and counts it; null is a value that the log leaves open.
 */
export interface Flow {
  readonly sourceIp: string | null;
  readonly destinationIp: string | null;
  readonly sourcePort: string | null;
  readonly destinationPort: string | null;
  readonly sourceBytes: string;
  readonly destinationBytes: string;
  readonly start: Micros;
  readonly end: Micros;
  readonly action: string;
  readonly reason: string;
  readonly name: 'TRAFFIC' | 'THREAT';
  readonly transport: string | null;
}

/** A row of integration as a line of JSON, its line feed included, columns in the dataset's order. */
export function flowLine(flow: Flow): string {
  return (
    `{"source_ip":${text(flow.sourceIp)},"destination_ip":${text(flow.destinationIp)}` +
    `,"source_port":${number(flow.sourcePort)},"destination_port":${number(flow.destinationPort)}` +
    `,"source_bytes":${number(flow.sourceBytes)},"destination_bytes":${number(flow.destinationBytes)}` +
    `,"event_start":"${isoMicros(flow.start)}","event_end":"${isoMicros(flow.end)}"` +
    `,"event_action":${text(flow.action)},"event_reason":${text(flow.reason)},"event_name":"${flow.name}"` +
    `,"network_transport":${text(flow.transport)}}\n`
  );
}

const needsNoEscape = /^[\w.:/ -]*$/;

function text(value: string | null): string {
  if (value === null) return 'null';
  return needsNoEscape.test(value) ? `"${value}"` : JSON.stringify(value);
}

const jsonInteger = /^(?:0|-?[1-9]\d*)$/;

function number(value: string | null): string {
  if (value === null) return 'null';
  return jsonInteger.test(value) ? value : JSON.stringify(value);
}
