import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { DuckDBConnection } from '@duckdb/node-api';

import { allMetrics, defaultBaselineSettings } from '../oracle/baseline-settings';
import { computeBaselines } from '../oracle/baselines';
import { identifier, literal, queryRows } from '../oracle/sql';
import { emptyDatabase } from '../oracle/written-batches';
import { filesByPlace } from '../support/job-spec-prefixes';
import { layDownHistory, type History } from '../support/laid-down-history';
import { newLocalProject, removeProject } from '../support/local-project';
import { ndr } from '../support/ndr-program';
import { ServedState } from '../support/served-state';
import { differencesFromBaselines, strayFiles, writtenSnapshots } from '../support/written-baselines';

jest.setTimeout(15 * 60_000);

const project = newLocalProject('history');
const named = ['--project', project.name, '--version', project.version];

/** Reference times of the backfill: the ranges of the first ones begin before the data does. */
const days = Array.from({ length: 10 }, (_, day) => `2024-04-${String(day + 1).padStart(2, '0')}T00:00:00Z`);
const [first = '', last = ''] = [days.at(0), days.at(-1)];
const snapshots = [
  ...days.map((referenceTime) => ({ horizon: '7d', referenceTime })),
  ...[days.at(0), days.at(7)].map((referenceTime = '') => ({ horizon: '30d', referenceTime })),
];

const machines = [
  { host_ip: '10.0.0.1', machine_name: 'VDI-01' },
  { host_ip: '10.0.0.2', machine_name: 'desk-VDI' },
];

/** Forty days from 2024-03-01 on; of each, five quarter hours, which lie in every time band. */
const ends = `(
  SELECT day + hour * INTERVAL 1 HOUR AS window_end_ts, day,
    CASE WHEN isodow(day) > 5 THEN 'WE_' ELSE 'WD_' END
      || CASE WHEN hour BETWEEN 8 AND 17 THEN 'WORKING' WHEN hour BETWEEN 18 AND 22 THEN 'OFF' ELSE 'NIGHT' END AS time_band
  FROM (SELECT CAST('2024-03-01' AS TIMESTAMP) + number * INTERVAL 1 DAY AS day FROM range(40) AS days (number))
  CROSS JOIN (FROM (VALUES (3), (9), (13), (16), (20)) AS hours (hour))
)`;

/**
 * What each host is there for: one that is loud beyond its segment (all its rows are capped), one that changes its
 * segment, one that is seen once, one whose values are all equal, one of IPv6, and ordinary ones.
 */
const hosts = `(
  SELECT day, window_end_ts, time_band, role, window_label, host_ip, kind,
    CASE WHEN kind = 'mover' AND day >= '2024-03-20' THEN 'lab' ELSE segment_id END AS segment_id
  FROM ${ends}
  CROSS JOIN (FROM (VALUES ('outbound'), ('inbound')) AS roles (role))
  CROSS JOIN (FROM (VALUES ('w_15m'), ('w_1h'), ('w_24h')) AS windows (window_label))
  CROSS JOIN (FROM (VALUES
    ('10.0.0.1', 'ordinary', 'office'), ('10.0.0.2', 'ordinary', 'office'), ('10.0.0.3', 'ordinary', 'office'),
    ('10.0.0.4', 'loud', 'office'), ('10.0.0.5', 'mover', 'office'), ('10.0.0.6', 'once', 'office'),
    ('10.0.1.1', 'equal', 'lab'), ('10.0.1.2', 'ordinary', 'lab'), ('fd00::1', 'ordinary', 'fd00::/64')
  ) AS hosts (host_ip, kind, segment_id))
  WHERE kind <> 'once' OR (day = '2024-03-28' AND role = 'outbound' AND window_label = 'w_15m' AND time_band LIKE '%NIGHT')
)`;

/** A value by the metric's place in the list: ties, mostly one value, spread, heavy tails, continuous values. */
function valueOf(metric: string, place: number): string {
  const random = `hash(host_ip, role, window_label, window_end_ts, ${place})`;
  const isCount = /_cnt|_sum$|_nunique$|_dsts$|^max_|^has_/.test(metric);
  const counts = [
    `${random} % 5`,
    `CASE WHEN ${random} % 10 < 7 THEN 3 ELSE ${random} % 11 END`,
    `10 + ${random} % 100000`,
    `CAST(exp((${random} % 10000) / 500.0) AS BIGINT)`,
    '4',
  ];
  const ratios = [
    `(${random} % 1000003) / 1000003.0`,
    `(${random} % 9) / 8.0 - 0.5`,
    `exp((${random} % 9973) / 900.0)`,
  ];
  const choices = isCount ? counts : ratios;
  const value = choices[place % choices.length] ?? '0';
  const known = metric.endsWith('_lookback30d') ? `CASE WHEN day >= '2024-03-25' THEN ${value} END` : value;
  const louder = defaultBaselineSettings.capping.key_metrics.includes(metric)
    ? `CASE WHEN kind = 'loud' THEN 100000 + 1000 * (${known}) ELSE ${known} END`
    : known;
  return `CASE WHEN kind = 'equal' THEN 7 ELSE ${louder} END AS ${identifier(metric)}`;
}

const history: History = {
  fgA: `(
    SELECT host_ip, role, window_label, window_end_ts, ${allMetrics.map(valueOf).join(', ')},
      96 AS slices_expected, 96 AS slices_present, 1 AS is_complete, 0 AS hour_of_day, 1 AS day_of_week,
      1 AS is_working_hours, 0 AS is_off_hours, 0 AS is_night_hours, 0 AS is_weekend, 0 AS is_holiday, time_band,
      segment_id, 'laid-down' AS mini_batch_id, 'v1' AS feature_spec_version,
      concat_ws('|', host_ip, role, window_label, window_end_ts) AS record_id, NULL AS novelty_baseline_end
    FROM ${hosts}
  )`,
  pairCounts: `(
    SELECT host_ip AS src_ip, '203.0.113.' || hash(host_ip, window_end_ts, port) % 20 AS dst_ip, port AS dst_port,
      window_end_ts - INTERVAL 15 MINUTES AS slice_start, 1 + hash(window_end_ts, host_ip) % 4 AS sessions_cnt,
      10 AS bytes_sent_sum, 20 AS bytes_recv_sum, window_end_ts - INTERVAL 20 MINUTES AS first_event_ts,
      window_end_ts + to_microseconds(CAST(hash(host_ip, port) % 1000000007 AS BIGINT)) AS last_event_ts, segment_id
    FROM ${hosts}
    CROSS JOIN (FROM (VALUES (0), (53), (443)) AS ports (port))
    WHERE role = 'outbound' AND window_label = 'w_15m' AND hash(host_ip, window_end_ts, port, 'pairs') % 3 > 0
  )`,
};

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await emptyDatabase();
  await connection.run(
    `CREATE TABLE fg_a AS FROM ${history.fgA}; CREATE TABLE pair_counts AS FROM ${history.pairCounts}`,
  );
  await layDownHistory(connection, project, { fgA: 'fg_a', pairCounts: 'pair_counts' });
  const names = join(dirname(project.integration), 'machines', 'names.jsonl');
  mkdirSync(dirname(names), { recursive: true });
  writeFileSync(names, machines.map((machine) => `${JSON.stringify(machine)}\n`).join(''));
  const set = await ndr(
    project.stateFolder,
    ...['job-specs', 'init', ...named, '--set', 'windows=["w_15m","w_1h"]'],
    ...['--set', `ip_metadata.machine_names="s3://\${bucket}/${project.name}/machines/"`],
    ...['--set', 'ip_metadata.non_persistent_prefixes=["VDI-"]'],
  );
  expect(set.failure).toBe('');
  await computeBaselines(connection, {
    fgA: 'fg_a',
    pairCounts: 'pair_counts',
    machineNames: `(FROM (VALUES ${machines.map((each) => `(${Object.values(each).map(literal).join(', ')})`).join(', ')})
      AS machines (host_ip, machine_name))`,
    snapshots,
    settings: {
      ...defaultBaselineSettings,
      windows: ['w_15m', 'w_1h'],
      ip_metadata: { ...defaultBaselineSettings.ip_metadata, non_persistent_prefixes: ['VDI-'] },
    },
  });
});
afterAll(() => {
  connection.closeSync();
  removeProject(project);
});

async function baselines(...times: readonly string[]): Promise<void> {
  expect((await ndr(project.stateFolder, 'baselines', ...named, ...times)).failure).toBe('');
}

const runs = () =>
  new Map(writtenSnapshots(project).map((each) => [`${each.horizon} ${each.referenceTime}`, each.record.run_id]));

it('meets in its history every case that the statistics distinguish', async () => {
  const [cases] = await queryRows(
    connection,
    `SELECT
       count(*) FILTER (sessions_cnt_support_count = 1) > 0 AS one_row,
       count(*) FILTER (allow_cnt_iqr = 0 AND allow_cnt_support_count > 9) > 0 AS all_equal,
       count(*) FILTER (bytes_sent_sum_mad = 0 AND bytes_sent_sum_iqr > 0) > 0 AS mad_of_zero,
       count(*) FILTER (new_peer_cnt_lookback30d_support_count = 0) > 0 AS all_null,
       count(*) FILTER (new_peer_cnt_lookback30d_support_count BETWEEN 1 AND sessions_cnt_support_count - 1) > 0 AS some_null,
       count(DISTINCT segment_id) FILTER (host_ip = '10.0.0.5') = 2 AS moved
     FROM oracle_fg_b_host`,
  );
  expect(cases).toEqual({
    ...{ one_row: true, all_equal: true, mad_of_zero: true },
    ...{ all_null: true, some_null: true, moved: true },
  });
  const [groups] = await queryRows(
    connection,
    `SELECT bool_or(heaviest = 1) AS all_capped, bool_or(lightest < heaviest) AS some_capped
     FROM (SELECT max(weight) AS heaviest, min(weight) AS lightest FROM oracle_weights GROUP BY host_group)`,
  );
  expect(groups).toEqual({ all_capped: true, some_capped: true });
});

it('gives for ten reference days at once the cells that the formulas give for each', async () => {
  await baselines('--horizon', 'both', '--backfill-start', first, '--backfill-end', last);
  expect(await differencesFromBaselines(connection, project)).toEqual([]);
  expect(writtenSnapshots(project).map(({ horizon, referenceTime }) => ({ horizon, referenceTime }))).toEqual(
    [...snapshots].sort((a, b) => (a.horizon + a.referenceTime < b.horizon + b.referenceTime ? -1 : 1)),
  );
  expect(strayFiles(project)).toEqual([]);
});

it('gives the same for one reference time by a server, where all groups are large, and leaves other snapshots alone', async () => {
  const before = runs();
  const reference = days[7] ?? '';
  const always = ['--set', 'largest_array_group=0', '--force'];
  expect((await ndr(project.stateFolder, 'job-specs', 'init', ...named, ...always)).failure).toBe('');
  const server = await ServedState.start(project.stateFolder);
  await baselines('--horizon', 'both', '--end', reference).finally(() => server.end());
  expect(await differencesFromBaselines(connection, project)).toEqual([]);
  const again = [...runs()].filter(([snapshot, run]) => before.get(snapshot) !== run).map(([snapshot]) => snapshot);
  expect(again.sort()).toEqual([`30d ${reference}`, `7d ${reference}`]);
  expect(strayFiles(project)).toEqual([]);
});

it('leaves files in the places that its JobSpecs name, and in no other', async () => {
  expect(await filesByPlace(project)).toEqual({
    places: ['fg_a', 'fg_b', 'machine_names', 'pair_counts'],
    elsewhere: [],
  });
});
