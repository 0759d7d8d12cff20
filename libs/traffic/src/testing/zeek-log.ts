/** One connection of a Zeek log; what is left out is a finished TCP session of 64 seconds. */
export interface Connection {
  readonly ts: string;
  readonly duration?: string;
  readonly source?: string;
  readonly destination?: string;
  readonly sourcePort?: string;
  readonly destinationPort?: string;
  readonly proto?: string;
  readonly state?: string;
  readonly sent?: string;
  readonly received?: string;
}

const fields =
  'ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service duration orig_bytes resp_bytes conn_state'.split(' ');

export const zeekHeader = [
  '#separator \\x09',
  '#set_separator\t,',
  '#empty_field\t(empty)',
  '#unset_field\t-',
  '#path\tconn',
  `#fields\t${fields.join('\t')}`,
];

/** A line of a Zeek conn log. */
export function zeekLine(connection: Connection): string {
  const { ts, duration = '64.000000', source = '10.0.0.1', destination = '192.0.2.1' } = connection;
  const { sourcePort = '40000', destinationPort = '443', proto = 'tcp', state = 'SF' } = connection;
  const { sent = '100', received = '200' } = connection;
  const ends = [source, sourcePort, destination, destinationPort];
  return [ts, 'C1', ...ends, proto, '-', duration, sent, received, state].join('\t');
}

/** A whole Zeek conn log. */
export function zeekLog(...connections: readonly Connection[]): string {
  return `${[...zeekHeader, ...connections.map(zeekLine), '#close\t2024-04-19-01-00-00'].join('\n')}\n`;
}
