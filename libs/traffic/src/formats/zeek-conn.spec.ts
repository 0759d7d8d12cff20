import { flowLine } from '../flow';
import { zeekHeader, zeekLine, zeekLog } from '../testing/zeek-log';
import { isBadLine } from './log-format';
import { zeekConn } from './zeek-conn';

/** What the reader makes of each line that is not blank: a row, or why the line is bad. */
function read(text: string): unknown[] {
  const lines = text.split('\n').filter((line) => line !== '');
  const reader = zeekConn.open(lines[0] ?? '', { timeZone: 'UTC' });
  if (typeof reader === 'string') return [reader];
  return lines.flatMap((line) => {
    const flow = reader(line);
    if (flow === null) return [];
    return [isBadLine(flow) ? flow.fault : (JSON.parse(flowLine(flow)) as unknown)];
  });
}

const row = {
  source_ip: '10.0.0.1',
  destination_ip: '192.0.2.1',
  source_port: 40000,
  destination_port: 443,
  source_bytes: 100,
  destination_bytes: 200,
  event_start: '2024-04-18T23:59:55.943239Z',
  event_end: '2024-04-19T00:00:59.943240Z',
  event_action: 'allow',
  event_reason: 'tcp-fin',
  event_name: 'TRAFFIC',
  network_transport: 'tcp',
};

it('makes a row of a connection, its microseconds exact', () => {
  expect(read(zeekLog({ ts: '1713484795.943239', duration: '64.000001' }))).toEqual([row]);
});

it('takes unset bytes and durations for 0', () => {
  expect(read(zeekLog({ ts: '1713484795.943239', duration: '-', sent: '-', received: '(empty)' }))).toEqual([
    { ...row, event_end: row.event_start, source_bytes: 0, destination_bytes: 0 },
  ]);
});

it('passes on text that should be a number, and numbers of any size as they stand', () => {
  const log = zeekLog({
    ts: '1713484795.943239',
    duration: '64.000001',
    sent: '12x',
    received: '007',
    sourcePort: '-5',
  });
  expect(read(log)).toEqual([{ ...row, source_bytes: '12x', destination_bytes: '007', source_port: -5 }]);
});

it('leaves addresses and ports null that the log leaves unset', () => {
  const log = zeekLog({ ts: '1713484795.943239', duration: '64.000001', source: '-', destinationPort: '-' });
  expect(read(log)).toEqual([{ ...row, source_ip: null, destination_port: null }]);
});

it('passes on the ports of ICMP, which are its types', () => {
  const log = zeekLog({ ts: '1713484795.943239', proto: 'icmp', sourcePort: '8', destinationPort: '0', state: 'OTH' });
  expect(read(log)).toMatchObject([{ source_port: 8, destination_port: 0, event_reason: 'aged-out' }]);
});

it('escapes what JSON needs escaped', () => {
  expect(read(zeekLog({ ts: '1713484795.943239', proto: 'a"b\\c' }))).toMatchObject([{ network_transport: 'a"b\\c' }]);
});

it('follows the directives: separator, unset text, and fields in another order later in the file', () => {
  const log = [
    '#separator \\x7c',
    '#unset_field|none',
    '#fields|conn_state|ts|duration|id.orig_h|id.orig_p|id.resp_h|id.resp_p|proto|orig_bytes|resp_bytes',
    'SF|1713484795.943239|64.000001|10.0.0.1|40000|192.0.2.1|443|tcp|none|200',
    '#fields|ts|duration|id.orig_h|id.orig_p|id.resp_h|id.resp_p|proto|orig_bytes|resp_bytes|conn_state|extra',
    '1713484795.943239|64.000001|10.0.0.1|40000|192.0.2.1|443|tcp|100|200|SF|x',
  ].join('\n');
  expect(read(log)).toEqual([{ ...row, source_bytes: 0 }, row]);
});

it('says of each bad line why it is bad', () => {
  const cut = zeekLine({ ts: '1713484795.943239' }).slice(0, 40);
  const lines = [zeekLine({ ts: '-' }), zeekLine({ ts: '1', duration: 'long' }), cut];
  expect(read([...zeekHeader, ...lines].join('\n'))).toEqual([
    'ts is no time',
    'duration is no number of seconds',
    '5 fields, where #fields names 12',
  ]);
});

it('names the fields that a log of another kind lacks', () => {
  const log = ['#separator \\x09', '#fields\tts\tid.orig_h\tquery', '1713484795.9\t10.0.0.1\texample.org'].join('\n');
  expect(read(log)).toEqual([expect.stringContaining('lacks duration, id.orig_p')]);
});

it.each(['', 'StartTime,Dur', '1713484795.943239\tC1'])('refuses a log that begins with %j', (line) => {
  expect(typeof zeekConn.open(line, { timeZone: 'UTC' })).toBe('string');
});

/** A connection as JSON, its end points under `id.orig_h`, `id_orig_h` or `id: { orig_h }`. */
function jsonConnection(members: Readonly<Record<string, unknown>> = {}, separator = '.'): Record<string, unknown> {
  const ends = { orig_h: '10.0.0.1', orig_p: 40000, resp_h: '192.0.2.1', resp_p: 443 };
  const id =
    separator === ''
      ? { id: ends }
      : Object.fromEntries(Object.entries(ends).map(([name, value]) => [`id${separator}${name}`, value]));
  const values = { ts: 1713484795.943239, duration: 64.00000095367432, orig_bytes: 100, resp_bytes: 200 };
  return { ...values, ...id, proto: 'tcp', conn_state: 'SF', ...members };
}

const jsonLines = (...objects: readonly unknown[]) => objects.map((object) => JSON.stringify(object)).join('\n');

it.each([
  ['dots', '.'],
  ['underscores', '_'],
  ['an object of their own', ''],
])('reads JSON objects whose end points have %s', (_, separator) => {
  const unset = { duration: undefined, orig_bytes: '-', resp_bytes: null };
  const log = jsonLines(jsonConnection({}, separator), jsonConnection(unset, separator));
  expect(read(log)).toEqual([row, { ...row, event_end: row.event_start, source_bytes: 0, destination_bytes: 0 }]);
});

it.each([
  ['epoch seconds', 1713484795.943239],
  ['epoch seconds as text', '1713484795.943239'],
  ['epoch milliseconds', 1713484795943.239],
  ['ISO 8601', '2024-04-18T23:59:55.943239Z'],
  ['ISO 8601 with an offset', '2024-04-19T01:59:55.943239+02:00'],
  ['ISO 8601 with an offset west of UTC, without its colon', '2024-04-18T18:59:55.943239-0500'],
  ['ISO 8601 without a zone', '2024-04-18T23:59:55.943239'],
])('reads JSON times in %s', (_, ts) => {
  expect(read(jsonLines(jsonConnection({ ts })))).toEqual([row]);
});

it.each([
  ['_path', { _path: 'conn', _system_name: 'sensor' }],
  ['@stream', { '@stream': 'conn', '@system': 'sensor' }],
  ['labels of the traffic', { label: 'Malicious', 'detailed-label': 'PartOfAHorizontalPortScan' }],
])('reads JSON objects with %s', (_, members) => {
  expect(read(jsonLines(jsonConnection(members)))).toEqual([row]);
});

it('reads JSON objects below the name of their log', () => {
  expect(read(jsonLines({ conn: jsonConnection() }, { conn: jsonConnection(), host: 'sensor' }))).toEqual([row, row]);
});

it('passes over JSON objects of other logs in the same file', () => {
  const dns = { ts: 1713484795.9, proto: 'udp', query: 'example.org' };
  const log = jsonLines({ _path: 'dns', ...dns }, { '@stream': 'dns', ...dns }, { dns }, jsonConnection());
  expect(read(log)).toEqual([row]);
});

it('says of each bad JSON line why it is bad', () => {
  const bad = jsonLines(jsonConnection({ ts: 'noon' }), jsonConnection({ duration: 'long' }), [1]);
  expect(read(`${jsonLines(jsonConnection())}\n{"ts":\n${bad}`).slice(1)).toEqual([
    'not a JSON object',
    'ts is no time',
    'duration is no number of seconds',
    'not a JSON object',
  ]);
});

it.each(['{}', '{"ts":1,"proto":"udp","query":"example.org"}', '[1]', '{"ts":'])(
  'refuses JSON that begins with %s',
  (line) => expect(typeof zeekConn.open(line, { timeZone: 'UTC' })).toBe('string'),
);

it('reads logs with labels behind the last field, set off by blanks', () => {
  const [ts, ...fields] = zeekLine({ ts: '1713484795.943239', duration: '64.000001' }).split('\t');
  const header = zeekHeader.map((line) => (line.startsWith('#fields') ? `${line}\ttunnel_parents   label` : line));
  expect(read([...header, [ts, ...fields, '-   Benign'].join('\t')].join('\n'))).toEqual([row]);
});
