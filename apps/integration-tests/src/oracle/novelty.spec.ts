import { join } from 'node:path';

import type { PairHostBaseline } from './input';
import { emptyDatabase, flow, oracleOver, temporaryFolder, writtenBatch } from './written-batches';

/** A baseline whose file holds pairs as `src dst port seen`. */
async function baseline(referenceTime: string, pairs: readonly string[]): Promise<PairHostBaseline> {
  if (pairs.length === 0) return { referenceTime, files: [] };
  const file = join(temporaryFolder(), 'pair_host.parquet');
  const rows = pairs.map((pair) => {
    const [source = '', destination = '', port = '', seen = ''] = pair.split(' ');
    return `('${source}', '${destination}', ${port}, CAST(${seen} AS BIGINT), true)`;
  });
  await (
    await emptyDatabase()
  ).run(`COPY (SELECT * FROM (VALUES ${rows.join(', ')})
    AS pairs (src_ip, dst_ip, dst_port, pair_seen_count, is_rare_pair_flag)) TO '${file}' (FORMAT parquet)`);
  return { referenceTime, files: [file] };
}

const batch = writtenBatch(
  [
    ['10.0.0.1', '203.0.113.5', 443], // known
    ['10.0.0.1', '203.0.113.5', 80], // a new port of a known peer
    ['10.0.0.1', '203.0.113.6', 53], // a rare peer (2 + 2), a rare port (2)
    ['10.0.0.1', '203.0.113.8', 443], // a new peer
    ['203.0.113.7', '10.0.0.1', 22], // a rare peer and a rare port (4)
    ['203.0.113.7', '10.0.0.1', 80], // a port new at the host, which the source used with another
    ['203.0.113.9', '10.0.0.1', 22], // a new peer
  ].map(([source_ip, destination_ip, destination_port]) => flow({ source_ip, destination_ip, destination_port })),
);
const pairs = [
  '10.0.0.1 203.0.113.5 443 10',
  '10.0.0.1 203.0.113.6 53 2',
  '10.0.0.1 203.0.113.6 54 2',
  '203.0.113.7 10.0.0.1 22 4',
  '203.0.113.7 10.9.9.9 80 9',
];
const counts = `new_peer_cnt_lookback30d AS peers, rare_peer_cnt_lookback30d AS rare_peers,
  new_peer_ratio_lookback30d AS ratio, new_dst_port_cnt_lookback30d AS ports, rare_dst_port_cnt_lookback30d AS rare_ports,
  new_pair_cnt_lookback30d AS pairs, new_src_dst_port_cnt_lookback30d AS src_ports`;

it('counts peers, ports and pairs that the baseline never or rarely saw, from the side of the host', async () => {
  const ask = await oracleOver([batch], {}, { baselines: [await baseline('2024-04-19T00:00:00Z', pairs)] });
  expect(await ask(`SELECT role, ${counts} FROM oracle_fg_a WHERE window_label = 'w_15m' ORDER BY role`)).toEqual([
    { role: 'inbound', peers: 1, rare_peers: 1, ratio: 1 / 2, ports: 1, rare_ports: 1, pairs: 2, src_ports: 1 },
    { role: 'outbound', peers: 1, rare_peers: 1, ratio: 1 / 3, ports: 1, rare_ports: 1, pairs: 2, src_ports: 1 },
  ]);
});

it('calls rare what was seen less often than the settings say', async () => {
  const baselines = [await baseline('2024-04-19T00:00:00Z', pairs)];
  const ask = await oracleOver([batch], { novelty: { rare_below: 4 } }, { baselines });
  expect(
    await ask(`SELECT role, rare_peer_cnt_lookback30d AS peers, rare_dst_port_cnt_lookback30d AS ports
      FROM oracle_fg_a WHERE window_label = 'w_15m' ORDER BY role`),
  ).toEqual([
    { role: 'inbound', peers: 0, ports: 0 },
    { role: 'outbound', peers: 0, ports: 1 },
  ]);
});

it('takes the newest baseline at or before the start of each window, and none where all are later', async () => {
  const baselines = [
    await baseline('2024-04-19T00:00:00Z', pairs),
    await baseline('2024-04-18T00:00:00Z', []),
    await baseline('2024-04-20T00:00:00Z', pairs),
  ];
  const windows = [15, 30, 2880].map((minutes) => ({ label: `w_${minutes}m`, minutes }));
  const ask = await oracleOver([batch], { windows }, { baselines });
  const rows = await ask(`SELECT window_label, novelty_baseline_end, ${counts} FROM oracle_fg_a
    WHERE role = 'outbound' ORDER BY slices_expected`);
  expect(rows.map((row) => Object.values(row).join(' '))).toEqual([
    `w_15m 2024-04-19T00:00:00.000Z 1 1 ${1 / 3} 1 1 2 1`,
    'w_30m 2024-04-18T00:00:00.000Z 3 0 1 3 0 4 3',
    'w_2880m        ', // nulls
  ]);
});

it('counts once what a window meets in several slices', async () => {
  const later = writtenBatch([flow(), flow({ destination_port: 80 })], { start: '2024-04-19T00:15:00Z' });
  const last = writtenBatch([flow()], { start: '2024-04-19T00:30:00Z' });
  const baselines = [await baseline('2024-04-18T00:00:00Z', [])];
  const ask = await oracleOver([writtenBatch([flow()]), later, last], {}, { baselines });
  const rows = await ask(`SELECT window_label, strftime(window_end_ts, '%H:%M') AS ends, ${counts} FROM oracle_fg_a
    WHERE window_label IN ('w_30m', 'w_1h') ORDER BY slices_expected, ends`);
  expect(rows.map((row) => Object.values(row).join(' '))).toEqual([
    'w_30m 00:15 1 0 1 1 0 1 1',
    'w_30m 00:30 1 0 1 2 0 2 2',
    'w_30m 00:45 1 0 1 2 0 2 2',
    'w_1h 00:15 1 0 1 1 0 1 1',
    'w_1h 00:30 1 0 1 2 0 2 2',
    'w_1h 00:45 1 0 1 2 0 2 2',
  ]);
});
