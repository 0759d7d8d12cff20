import { join } from 'node:path';

import { emptyDatabase, flow, oracleOver, temporaryFolder, writtenBatch } from './written-batches';
import type { OracleSettings } from './settings';

/** The instants at which sessions started whose start is written as given, in that order; undefined of a bad time. */
async function starts(
  written: readonly string[],
  time_format: OracleSettings['time_format'],
  event_end: string,
): Promise<unknown[]> {
  const lines = written.map((start, index) =>
    JSON.stringify(flow({ event_start: 'START', event_end: 'END', destination_port: index + 1 }))
      .replace('"START"', start)
      .replace('"END"', event_end),
  );
  const ask = await oracleOver([writtenBatch(lines)], { time_format });
  const rows = await ask(
    `SELECT dst_port, strftime(first_event_ts, '%Y-%m-%d %H:%M:%S.%f') AS start FROM oracle_pair_counts`,
  );
  return written.map((_, index) => rows.find(({ dst_port }) => dst_port === index + 1)?.start);
}

it('reads ISO times with T or a blank, with or without seconds, fraction and zone, floored to the microsecond', async () => {
  const readings = {
    '"2024-04-19T00:01:02Z"': '2024-04-19 00:01:02.000000',
    '"2024-04-19 00:01"': '2024-04-19 00:01:00.000000',
    '"2024-04-19T00:01:02.123456789"': '2024-04-19 00:01:02.123456',
    '"2024-04-19T00:01:02.9999999Z"': '2024-04-19 00:01:02.999999',
    '"2024-04-19 02:31:02.5+02:30"': '2024-04-19 00:01:02.500000',
    '"2024-04-18T19:01:02-0500"': '2024-04-19 00:01:02.000000',
    '"2024-04-19T01:01+01"': '2024-04-19 00:01:00.000000',
    '"1969-12-31T23:59:59.9999999Z"': '1969-12-31 23:59:59.999999',
    '"2024-02-29T23:59-00:00"': '2024-02-29 23:59:00.000000',
  };
  expect(await starts(Object.keys(readings), 'iso8601', '"2024-04-19T00:10:00Z"')).toEqual(Object.values(readings));
});

it('reads epoch seconds, as numbers and as text, floored to the microsecond', async () => {
  const readings = {
    '1713484862': '2024-04-19 00:01:02.000000',
    '"+1713484862.0"': '2024-04-19 00:01:02.000000',
    '1713484862.5': '2024-04-19 00:01:02.500000',
    '1713484862.12345699999999': '2024-04-19 00:01:02.123456',
    '"1713484862.123456"': '2024-04-19 00:01:02.123456',
    '0': '1970-01-01 00:00:00.000000',
    '-0.0000001': '1969-12-31 23:59:59.999999',
    '"-1.5"': '1969-12-31 23:59:58.500000',
  };
  expect(await starts(Object.keys(readings), 'epoch_seconds', '1713485400')).toEqual(Object.values(readings));
});

it('reads epoch milliseconds, floored to the microsecond', async () => {
  const readings = {
    '1713484862123': '2024-04-19 00:01:02.123000',
    '"1713484862123.4567"': '2024-04-19 00:01:02.123456',
    '-1.5': '1969-12-31 23:59:59.998500',
  };
  expect(await starts(Object.keys(readings), 'epoch_milliseconds', '1713485400000')).toEqual(Object.values(readings));
});

it('refuses epoch times with an exponent, beyond what a timestamp holds, or in ISO 8601', async () => {
  const written = ['1.713484862e9', '99999999999999999999', '"2024-04-19T00:01:02Z"', '".5"', '"5."'];
  expect(await starts(written, 'epoch_seconds', '1713485400')).toEqual(written.map(() => undefined));
});

it('reads members under the names of field_mapping, whatever characters they have', async () => {
  const { source_ip, destination_ip, source_bytes, ...rest } = flow();
  const row = { ...rest, 'id.orig_h': source_ip, 'dst/"ip"~': destination_ip, bytes: source_bytes, source_ip: 'other' };
  const line = JSON.stringify(row).replace('"bytes":100', '"bytes":100.0');
  const ask = await oracleOver([writtenBatch([line])], {
    field_mapping: { source_ip: 'id.orig_h', destination_ip: 'dst/"ip"~', source_bytes: 'bytes' },
  });
  expect(await ask('SELECT src_ip, dst_ip, bytes_sent_sum FROM oracle_pair_counts')).toEqual([
    { src_ip: '10.0.0.1', dst_ip: '203.0.113.5', bytes_sent_sum: 100 },
  ]);
});

it('fills optional columns that are missing, and what is null in them', async () => {
  const { event_reason, event_name, source_port, ...rest } = flow();
  expect([event_reason, event_name, source_port]).not.toContain(undefined);
  const empty = flow({ event_reason: null, event_name: null, event_action: null, network_transport: null });
  const ask = await oracleOver([writtenBatch([rest, empty])]);
  expect(
    await ask('SELECT sessions_cnt, traffic_cnt, allow_cnt, tcp_cnt, rst_cnt, aged_out_cnt FROM oracle_deltas_host'),
  ).toEqual([{ sessions_cnt: 2, traffic_cnt: 2, allow_cnt: 1, tcp_cnt: 1, rst_cnt: 0, aged_out_cnt: 0 }]);
});

it('reads Parquet by its columns: times as instants, numbers of any type, also as text', async () => {
  const file = join(temporaryFolder(), 'batch.parquet');
  await (
    await emptyDatabase()
  ).run(`COPY (
    SELECT '10.0.0.1' AS client, '203.0.113.5' AS destination_ip, CAST(443 AS SMALLINT) AS destination_port,
      12.0 AS source_bytes, received AS destination_bytes, TIMESTAMP '2024-04-19 00:01:00' AS event_start,
      TIMESTAMPTZ '2024-04-19 02:01:02.5+02' AS event_end, 'allow' AS event_action, 'tcp' AS network_transport
    FROM (VALUES ('7'), ('8.0'), ('x')) AS rows (received)
  ) TO '${file}' (FORMAT parquet)`);
  const ask = await oracleOver([{ ...writtenBatch([]), files: [file] }], {
    format: 'parquet',
    field_mapping: { source_ip: 'client' },
  });
  expect(
    await ask('SELECT src_ip, sessions_cnt, bytes_sent_sum, bytes_recv_sum, last_event_ts FROM oracle_pair_counts'),
  ).toEqual([
    {
      src_ip: '10.0.0.1',
      sessions_cnt: 2,
      bytes_sent_sum: 24,
      bytes_recv_sum: 15,
      last_event_ts: '2024-04-19T00:01:02.500Z',
    },
  ]);
  expect(await ask(`SELECT reason, original LIKE '%"destination_bytes":"x"%' AS is_it FROM oracle_rejects`)).toEqual([
    { reason: 'bad_bytes', is_it: true },
  ]);
});

describe('a required column', () => {
  it('that no object of a batch holds is named, with its batch', async () => {
    const { event_action, network_transport, ...rest } = flow();
    expect([event_action, network_transport]).not.toContain(undefined);
    const lacking = writtenBatch([rest, rest], { start: '2024-04-19T00:15:00Z' });
    const oracle = oracleOver([writtenBatch([flow()]), lacking]);
    await expect(oracle).rejects.toThrow(/20240419T0015Z has no column event_action.*\n.*network_transport/);
  });

  it('is missing also where transports without ports would fill it', async () => {
    const { destination_port, ...rest } = flow({ network_transport: 'icmp' });
    expect(destination_port).toBe(443);
    await expect(oracleOver([writtenBatch([rest])])).rejects.toThrow('has no column destination_port');
  });

  it('is there when one object of the batch holds it, be it null', async () => {
    const { event_action, ...rest } = flow();
    const ask = await oracleOver([writtenBatch([rest, flow({ event_action: null })])]);
    expect(event_action).toBe('allow');
    expect(await ask('SELECT rows_accepted FROM oracle_totals')).toEqual([{ rows_accepted: 2 }]);
  });

  it('is not asked of a batch without objects', async () => {
    const ask = await oracleOver([writtenBatch(['[]', ''])]);
    expect(await ask('SELECT rows_read, bad_record FROM oracle_totals')).toEqual([{ rows_read: 1, bad_record: 1 }]);
  });

  it('counts as missing in Parquet by the schema', async () => {
    const file = join(temporaryFolder(), 'batch.parquet');
    await (await emptyDatabase()).run(`COPY (SELECT '10.0.0.1' AS source_ip LIMIT 0) TO '${file}' (FORMAT parquet)`);
    const oracle = oracleOver([{ ...writtenBatch([]), files: [file] }], { format: 'parquet' });
    await expect(oracle).rejects.toThrow(/destination_ip[^]*network_transport/);
  });
});
