import { flowLine } from '../flow';
import { isBadLine } from './log-format';
import { panOsTraffic } from './pan-os-traffic';

/** What the reader makes of each line: a row, `null` for one that is no session, or why the line is bad. */
function read(...lines: readonly string[]): unknown[] {
  const reader = panOsTraffic.open(lines[0] ?? '', { timeZone: 'UTC' });
  if (typeof reader === 'string') return [reader];
  return lines.map((line) => {
    const flow = reader(line);
    if (flow === null) return null;
    return isBadLine(flow) ? flow.fault : (JSON.parse(flowLine(flow)) as unknown);
  });
}

/** Fields of a TRAFFIC line from the second to the 46th, as PAN-OS 6.0 has them. */
function trafficLine(subtype = 'end', action = 'allow', rule = 'EX-Allow'): string {
  return (
    `2015/01/05 12:51:33,0011C103117,TRAFFIC,${subtype},1,2015/01/05 12:51:33,10.0.0.53,10.1.0.174,0.0.0.0,0.0.0.0,` +
    `${rule},,,mssql-db,vsys1,inside,outside,ethernet1/4,ethernet1/3,LOG-Default,2015/01/05 12:51:33,34103936,1,54270,` +
    `1433,0,0,0x401c,tcp,${action},5385,3299,2086,26,2015/01/05 12:51:01,30,any,0,17754932047,0x0,US,GB,0,11,15`
  );
}

const threatLine =
  '2015/01/05 05:38:58,0006C110285,THREAT,vulnerability,1,2015/01/05 05:38:57,10.0.0.115,216.0.10.198,0.0.0.0,0.0.0.0,' +
  'EX-Allow,example\\user.name,,web-browsing,vsys1,internal,external,ethernet1/2,ethernet1/1,LOG-Default,' +
  '2015/01/05 05:38:58,12031,1,54180,80,0,0,0x80004000,tcp,reset-both,"ad.aspx?a=1,2&b=""x""",Some Attempt(40019),any,high';

const row = {
  source_ip: '10.0.0.53',
  destination_ip: '10.1.0.174',
  source_port: 54270,
  destination_port: 1433,
  source_bytes: 3299,
  destination_bytes: 2086,
  event_start: '2015-01-05T12:51:01.000000Z',
  event_end: '2015-01-05T12:51:31.000000Z',
  event_action: 'allow',
  event_reason: 'aged-out',
  event_name: 'TRAFFIC',
  network_transport: 'tcp',
};

it.each([
  ['the header of RFC 3164', '<14>Jan  5 12:51:34 PAN1.example.com 1,'],
  ['a header without priority', 'Jan 15 12:51:34 192.0.2.7 1,'],
  ['an ISO time', '2015-01-05T12:51:34.123+01:00 pan1 1,'],
  ['the header of RFC 5424', '<14>1 2015-01-05T12:51:34.000Z PA-VM - - - - 1,'],
  ['structured data with commas and quotes', '<14>1 2015-01-05T12:51:34Z fw pan 7 - [o@1 ip="192.0.2.1,192.0.2.2"] 1,'],
  ['a relay that adds its own', '<14>Jan  5 12:51:35 relay Jan  5 12:51:34 PAN1 1,'],
  ['a version as the first field', '<14>Jan  5 12:51:34 PAN1 0.1,'],
  ['an empty first field', ','],
  ['no header', '1,'],
])('reads a TRAFFIC line behind %s', (_, prefix) => {
  expect(read(`${prefix}${trafficLine()}`)).toEqual([row]);
});

it('takes the session end reason of lines that have one', () => {
  const newer = (action: string, reason: string) =>
    `1,${trafficLine('end', action)},${reason},0,0,0,0,,PA-VM,from-policy`;
  expect(
    read(newer('allow', 'tcp-fin'), newer('deny', 'policy-deny'), newer('allow', 'n/a'), newer('deny', '')),
  ).toMatchObject([
    { event_reason: 'tcp-fin' },
    { event_reason: 'policy-deny' },
    { event_reason: 'aged-out' },
    { event_reason: 'policy-deny' },
  ]);
});

it('takes the action for the reason of lines from before there were reasons', () => {
  const lines = [
    trafficLine('end', 'allow'),
    trafficLine('drop', 'deny'),
    trafficLine('deny', 'reset-client'),
    trafficLine('drop', 'drop ICMP'),
  ];
  expect(read(...lines.map((line) => `1,${line}`))).toMatchObject([
    { event_action: 'allow', event_reason: 'aged-out' },
    { event_action: 'deny', event_reason: 'policy-deny' },
    { event_action: 'reset-client', event_reason: 'policy-deny' },
    { event_action: 'drop ICMP', event_reason: 'policy-deny' },
  ]);
});

it('keeps the places of fields behind a quoted one with commas and quotes in it', () => {
  expect(read(`1,${trafficLine('end', 'allow', '"Allow ""web"", mail"')}`)).toEqual([row]);
});

it('makes a row without length and bytes of a THREAT line', () => {
  expect(read(`<11>Jan  5 05:38:59 PAN1 1,${threatLine}`)).toEqual([
    {
      source_ip: '10.0.0.115',
      destination_ip: '216.0.10.198',
      source_port: 54180,
      destination_port: 80,
      source_bytes: 0,
      destination_bytes: 0,
      event_start: '2015-01-05T05:38:57.000000Z',
      event_end: '2015-01-05T05:38:57.000000Z',
      event_action: 'reset-both',
      event_reason: 'threat',
      event_name: 'THREAT',
      network_transport: 'tcp',
    },
  ]);
});

it('reads a THREAT line that the sender cut inside its quoted field', () => {
  const cut = threatLine.slice(0, threatLine.indexOf('aspx'));
  expect(read(`1,${cut}`)).toMatchObject([{ event_name: 'THREAT', event_action: 'reset-both' }]);
});

it('passes over the start of a session, whose bytes its end counts again', () => {
  expect(read(`1,${trafficLine('start')}`, `1,${trafficLine('end')}`)).toEqual([null, row]);
});

it('passes over logs of other types and the heading of an export', () => {
  const heading = 'Domain,Receive Time,Serial #,Type,Threat/Content Type,Config Version,Generate Time,Source address';
  const system =
    '1,2015/01/05 12:51:33,0011C103117,SYSTEM,general,0,2015/01/05 12:51:33,,general,,0,0,general,info,"x"';
  expect(read(heading, system, `1,${trafficLine()}`)).toEqual([null, null, row]);
});

it('takes unset bytes and lengths for 0, and passes on text that should be a number', () => {
  const unset = trafficLine().replace(',3299,2086,', ',,many,').replace(',30,any', ',,any');
  expect(read(`1,${unset}`)).toEqual([
    { ...row, source_bytes: 0, destination_bytes: 'many', event_end: row.event_start },
  ]);
});

it('reads local times in the zone of the firewall', () => {
  const line = `1,${trafficLine()}`;
  const reader = panOsTraffic.open(line, { timeZone: 'Europe/Berlin' });
  const flow = typeof reader === 'string' ? null : reader(line);
  expect(flow && !isBadLine(flow) ? flowLine(flow) : '').toContain('"event_end":"2015-01-05T11:51:31.000000Z"');
});

it('says of each bad line why it is bad', () => {
  const good = `1,${trafficLine()}`;
  expect(
    read(
      good,
      'last message repeated 2 times',
      good.split(',').slice(0, 36).join(','),
      `1,${threatLine}`.split(',').slice(0, 30).join(','),
      good.replace('2015/01/05 12:51:01', 'earlier'),
      good.replace(',30,any', ',long,any'),
      `1,${threatLine}`.replace('05:38:57', '05:61:57'),
    ).slice(1),
  ).toEqual([
    'no receive time, serial number and type',
    '36 fields, where a TRAFFIC line has at least 37',
    '30 fields, where a THREAT line has at least 31',
    'field 36, the start time, is no time',
    'field 37, the elapsed time, is no number of seconds',
    'field 7, the generated time, is no time',
  ]);
});

it.each(['', 'StartTime,Dur', '#separator \\x09', '{"ts":1}', 'CEF:0|Palo Alto Networks|PAN-OS|10.0|end|TRAFFIC|3|'])(
  'refuses a log that begins with %j',
  (line) => expect(typeof panOsTraffic.open(line, { timeZone: 'UTC' })).toBe('string'),
);
