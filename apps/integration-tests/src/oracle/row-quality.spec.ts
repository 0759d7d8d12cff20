import { writeFileSync } from 'node:fs';

import type { OracleSettings } from './settings';
import { flow, oracleOver, writtenBatch } from './written-batches';
import type { Lines } from './written-batches';

/** The reason against each line that is rejected, undefined for the others, in the order of the lines. */
async function reasons(lines: Lines, settings: Partial<OracleSettings> = {}): Promise<unknown[]> {
  const ask = await oracleOver([writtenBatch(lines)], settings);
  const rejects = await ask('SELECT original, reason FROM oracle_rejects');
  const reasonOf = new Map(rejects.map(({ original, reason }) => [original, reason]));
  return lines.map((line) => reasonOf.get(typeof line === 'string' ? line : JSON.stringify(line)));
}

const accepted = undefined;

describe('a line', () => {
  it('that is no JSON object is a bad record', async () => {
    const good = JSON.stringify(flow());
    const broken = ['[1]', '"text"', '12', 'null', '{', good.slice(1), `${good} x`, `${good}${good}`, `[${good}]`];
    expect(await reasons(broken)).toEqual(broken.map(() => 'bad_record'));
  });

  it('that DuckDB takes for JSON, but which is none, is a bad record', async () => {
    const members = JSON.stringify(flow()).slice(1, -1);
    const broken = [`{${members},}`, `{${members},"x":NaN}`, `{${members},"x":-Infinity}`, `{${members},"x":[1,]}`];
    expect(await reasons(broken)).toEqual(broken.map(() => 'bad_record'));
  });

  it('that is an object is accepted whatever blanks are around it and whatever its other members hold', async () => {
    const members = JSON.stringify(flow()).slice(1, -1);
    const good = [`\t {${members}} `, `{${members},"x":",}"}`, `{${members},"x":"NaN, ]\\" ,]","y":{"source_ip":1}}`];
    expect(await reasons(good)).toEqual(good.map(() => accepted));
  });

  it('that is not UTF-8 is a bad record', async () => {
    const batch = writtenBatch([flow()]);
    const [file = ''] = batch.files;
    const plain = file.replace('.gz', '');
    writeFileSync(plain, Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}\n')]));
    const ask = await oracleOver([{ ...batch, files: [file, plain] }]);
    expect(await ask('SELECT rows_read, rows_accepted, bad_record FROM oracle_totals')).toEqual([
      { rows_read: 2, rows_accepted: 1, bad_record: 1 },
    ]);
  });

  it('that is blank does not count', async () => {
    const ask = await oracleOver([writtenBatch(['', flow(), '   ', '\t'])]);
    expect(await ask('SELECT rows_read, rows_accepted FROM oracle_totals')).toEqual([
      { rows_read: 1, rows_accepted: 1 },
    ]);
  });
});

describe('a row', () => {
  it('has a bad IP when one is null or no address', async () => {
    const rows = [null, '', '10.0.0.01', ' 10.0.0.1', 'fe80::1%1', 5, {}].flatMap((ip) => [
      flow({ source_ip: ip }),
      flow({ destination_ip: ip }),
    ]);
    expect(await reasons(rows)).toEqual(rows.map(() => 'bad_ip'));
  });

  it('has bad bytes when a count is null, unreadable or negative', async () => {
    const rows = [null, '', 'x', -1, '-1', 1.5, '1e3', ' 1', '1 ', '1.', '.0', true, '99999999999999999999'].flatMap(
      (bytes) => [flow({ source_bytes: bytes }), flow({ destination_bytes: bytes })],
    );
    expect(await reasons(rows)).toEqual(rows.map(() => 'bad_bytes'));
  });

  it('has bad bytes when a number is written with an exponent', async () => {
    const line = JSON.stringify(flow({ source_bytes: 7777 })).replace('7777', '1e3');
    expect(await reasons([line])).toEqual(['bad_bytes']);
  });

  it('has whole numbers also as text, with a sign, leading zeros or a fraction of zeros', async () => {
    const written = ['"12"', '"+12"', '"012"', '"12.0"', '"12.000"', '12.0', '12.00', '12'];
    const lines = written.map((number) => JSON.stringify(flow({ source_bytes: 7777 })).replace('7777', number));
    const ask = await oracleOver([writtenBatch([...lines, flow({ source_bytes: '-0' }), flow({ source_bytes: 0 })])]);
    expect(await ask('SELECT sessions_cnt, bytes_sent_sum FROM oracle_deltas_host')).toEqual([
      { sessions_cnt: 10, bytes_sent_sum: 96 },
    ]);
  });

  it('has a bad port when one is unreadable or out of range, or the destination port null where there are ports', async () => {
    const rows = ['', 'x', -1, 65536, 80.5].flatMap((port) => [
      flow({ source_port: port }),
      flow({ destination_port: port }),
      flow({ destination_port: port, network_transport: 'icmp' }),
    ]);
    const withoutPort = ['tcp', 'UDP', 'sctp', 'dccp', 'udplite'].map((network_transport) =>
      flow({ destination_port: null, network_transport }),
    );
    expect(await reasons([...rows, ...withoutPort])).toEqual([...rows, ...withoutPort].map(() => 'bad_port'));
  });

  it('needs no source port, and no destination port where the transport has none', async () => {
    const rows = [
      flow({ source_port: null }),
      flow({ source_port: 0, destination_port: '65535' }),
      flow({ destination_port: null, network_transport: 'icmp' }),
      flow({ destination_port: null, network_transport: null }),
    ];
    expect(await reasons(rows)).toEqual(rows.map(() => accepted));
  });

  it('has a bad time when one is null or unreadable', async () => {
    const rows = [
      null,
      '',
      '2024-04-19',
      '2024-04-19T00',
      '2024-04-19T00:01:60Z',
      '2024-04-19T24:00Z',
      '2024-02-30T00:01Z',
      '2024-4-19T00:01Z',
      '20240419T000100Z',
      '2024-04-19T00:01:02,5Z',
      '2024-04-19T00:01:02.Z',
      '2024-04-19  00:01',
      '2024-04-19t00:01z',
      '2024-04-19T00:01 Z',
      '2024-04-19T00:01+1',
      '2024-04-19T00:01+01:0',
      1713484862,
    ].flatMap((time) => [flow({ event_start: time }), flow({ event_end: time })]);
    expect(await reasons(rows)).toEqual(rows.map(() => 'bad_time'));
  });

  it('has a bad duration when it ends before it starts, be it by a microsecond', async () => {
    const start = { event_start: '2024-04-19T00:01:02.000001Z' };
    expect(
      await reasons([
        flow({ ...start, event_end: '2024-04-19T00:01:02Z' }),
        flow({ ...start, event_end: '2024-04-19T00:01:02.0000019Z' }),
      ]),
    ).toEqual(['bad_duration', accepted]);
  });

  it('is rejected for the first reason that holds', async () => {
    const faults = [
      { source_ip: 'x' },
      { source_bytes: -1 },
      { destination_port: 70000 },
      { event_start: 'x' },
      { event_start: '2024-04-20T00:00:00Z', event_end: '2024-04-19T01:00:00Z' },
      { event_end: '2024-04-19T01:00:00Z' },
    ];
    const rows = faults.map((_, index) =>
      faults.slice(index).reduceRight((row, fault) => ({ ...row, ...fault }), flow()),
    );
    expect(await reasons(rows, { late_events: 'reject' })).toEqual([
      'bad_ip',
      'bad_bytes',
      'bad_port',
      'bad_time',
      'bad_duration',
      'out_of_batch',
    ]);
  });
});

describe('the totals', () => {
  it('count what was read, accepted and rejected a reason, a batch', async () => {
    const first = writtenBatch([flow(), '[]', flow({ source_ip: null }), flow({ source_bytes: null })]);
    const second = writtenBatch([flow({ destination_port: -1 }), flow({ event_end: null })], {
      start: '2024-04-19T00:15:00Z',
    });
    const third = writtenBatch([], { start: '2024-04-19T00:30:00Z' });
    const ask = await oracleOver([first, second, third]);
    expect(
      await ask(
        'SELECT rows_read, rows_accepted, bad_record, bad_ip, bad_bytes, bad_port, bad_time FROM oracle_totals ORDER BY mini_batch_id',
      ),
    ).toEqual([
      { rows_read: 4, rows_accepted: 1, bad_record: 1, bad_ip: 1, bad_bytes: 1, bad_port: 0, bad_time: 0 },
      { rows_read: 2, rows_accepted: 0, bad_record: 0, bad_ip: 0, bad_bytes: 0, bad_port: 1, bad_time: 1 },
      { rows_read: 0, rows_accepted: 0, bad_record: 0, bad_ip: 0, bad_bytes: 0, bad_port: 0, bad_time: 0 },
    ]);
  });
});
