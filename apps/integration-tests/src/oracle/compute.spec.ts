import { compareTable } from './compare';
import { computeOracle } from './compute';
import type { OracleBatch } from './input';
import { defaultSettings } from './settings';
import { queryRows } from './sql';
import { emptyDatabase, flow, oracleOver, writtenBatch } from './written-batches';

/** The tables with their keys. */
const tables = {
  deltas_host: ['host_ip', 'role', 'slice_start'],
  deltas_peer: ['host_ip', 'role', 'slice_start', 'peer_ip', 'peer_port'],
  fg_a: ['host_ip', 'role', 'window_label', 'window_end_ts'],
  pair_counts: ['src_ip', 'dst_ip', 'dst_port', 'slice_start'],
  rejects: ['mini_batch_id', 'original'],
  totals: ['mini_batch_id'],
};

/** Four slices of a broken line and 60 sessions of five hosts, with each other and with fifteen addresses outside. */
const busyBatches: readonly OracleBatch[] = [0, 1, 2, 3].map((slice) =>
  writtenBatch(
    [
      '[]',
      ...Array.from({ length: 60 }, (_, index) => {
        const start = new Date(Date.UTC(2024, 3, 19, 0, 15 * slice, index % 14));
        return flow({
          source_ip: `10.0.0.${1 + (index % 5)}`,
          destination_ip:
            index % 3 === 0 ? `10.0.0.${1 + ((index * slice) % 5)}` : `203.0.113.${(index * (slice + 1)) % 15}`,
          destination_port: [443, 53, 445, 22][(index * index + slice) % 4],
          source_bytes: index * 10,
          destination_bytes: (index * 37 * (slice + 1)) % 101,
          event_start: start,
          event_end: new Date(start.getTime() + index * 100),
        });
      }),
    ],
    { start: new Date(Date.UTC(2024, 3, 19, 0, 15 * slice)).toISOString() },
  ),
);

it('gives the same tables when it runs twice on a connection, and leaves nothing else behind', async () => {
  const connection = await emptyDatabase();
  const input = { batches: busyBatches, settings: defaultSettings, featureSpecVersion: 'v1' };
  await computeOracle(connection, input);
  for (const table of Object.keys(tables)) await connection.run(`CREATE TABLE first_${table} AS FROM oracle_${table}`);
  await computeOracle(connection, input);
  for (const [table, key] of Object.entries(tables)) {
    const options = { expected: `first_${table}`, actual: `oracle_${table}`, key };
    expect(await compareTable(connection, options)).toEqual([]);
  }
  const left = await queryRows(connection, `SELECT table_name FROM duckdb_tables() WHERE temporary`);
  expect(left).toEqual([]);
});

it('gives empty tables with all columns when no batch has a file', async () => {
  const batch = { ...writtenBatch([]), files: [] };
  const empty = await oracleOver([batch]);
  const full = await oracleOver(busyBatches);
  for (const table of Object.keys(tables)) {
    expect(await empty(`DESCRIBE oracle_${table}`)).toEqual(await full(`DESCRIBE oracle_${table}`));
  }
  expect(await empty('SELECT rows_read, rows_accepted FROM oracle_totals')).toEqual([
    { rows_read: 0, rows_accepted: 0 },
  ]);
  expect(await empty('SELECT * FROM oracle_fg_a')).toEqual([]);
});

it('has counts as BIGINT, flags as INTEGER, ratios and seconds as DOUBLE, times as TIMESTAMP', async () => {
  const ask = await oracleOver(busyBatches);
  const columns = await ask('SELECT column_name, column_type FROM (DESCRIBE oracle_fg_a)');
  const typeOf = new Map(columns.map((column) => [String(column.column_name), column.column_type]));
  for (const [name, type] of typeOf) {
    if (/_cnt$|_nunique$|_cnt_lookback30d$|_unique_dsts$|bytes_\w+_sum$|^max_/.test(name))
      expect([name, type]).toEqual([name, 'BIGINT']);
    if (/^(is|has)_/.test(name)) expect([name, type]).toEqual([name, 'INTEGER']);
    if (/_ratio$|_share$|_entropy$|^duration_|_asymmetry$|_ratio_lookback30d$/.test(name))
      expect([name, type]).toEqual([name, 'DOUBLE']);
    if (/_ts$|_baseline_end$/.test(name)) expect([name, type]).toEqual([name, 'TIMESTAMP']);
  }
  // 48 metrics; host, role, label, end; baseline; 3 of coverage, 8 of context, 4 of identity
  expect(typeOf.size).toBe(48 + 4 + 1 + 3 + 8 + 4);
});

it('takes breadth and spread as the direct sums of deltas/peer over each window have them', async () => {
  const connection = await emptyDatabase();
  await computeOracle(connection, { batches: busyBatches, settings: defaultSettings, featureSpecVersion: 'v1' });
  const direct = (column: string): string => `(
    WITH shares AS (
      SELECT host_ip, role, window_label, window_end_ts, ${column},
        sum(p.sessions_cnt) AS sessions, sum(p.bytes_sent_sum + p.bytes_recv_sum) AS bytes
      FROM oracle_fg_a AS a
      JOIN oracle_deltas_peer AS p USING (host_ip, role)
      WHERE p.slice_start < window_end_ts AND p.slice_start >= window_end_ts - slices_expected * INTERVAL 15 MINUTE
      GROUP BY ALL
    )
    SELECT host_ip, role, window_label, window_end_ts, count(*) AS ${column}_nunique,
      ln(sum(sessions)) - sum(sessions * ln(sessions)) / sum(sessions) AS ${column}_entropy,
      max(sessions) / sum(sessions) AS ${column}_top1_sessions_share, max(bytes) / sum(bytes) AS ${column}_top1_bytes_share
    FROM shares GROUP BY ALL)`;
  for (const column of ['peer_ip', 'peer_port']) {
    const key = ['host_ip', 'role', 'window_label', 'window_end_ts'];
    const columns = ['nunique', 'entropy', 'top1_sessions_share', 'top1_bytes_share'].map(
      (name) => `${column}_${name}`,
    );
    const actual = `(SELECT ${[...key, ...columns].join(', ')} FROM oracle_fg_a)`;
    expect(await compareTable(connection, { expected: direct(column), actual, key })).toEqual([]);
  }
});

describe('batches', () => {
  const batch = writtenBatch([flow()]);

  it.each([
    ['off the grid', { start: '2024-04-19T00:10:00Z' }],
    ['reversed', { end: '2024-04-19T00:00:00Z' }],
  ])('with bounds %s are refused by name', async (_, bounds) => {
    await expect(oracleOver([{ ...batch, ...bounds }])).rejects.toThrow('20240419T0000Z');
  });

  it('that overlap are refused by their names', async () => {
    const long = writtenBatch([], { start: '2024-04-18T23:45:00Z', minutes: 30 });
    await expect(oracleOver([batch, long])).rejects.toThrow(/20240418T2345Z.*20240419T0000Z/);
  });
});
