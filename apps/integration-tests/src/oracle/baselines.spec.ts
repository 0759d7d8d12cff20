import { allMetrics } from './baseline-settings';
import { baselinesOver, feature, pair, type WrittenRow } from './written-features';

/** Statistics of one metric, of tables and groups that the query names. */
const statistics = (metric: string) =>
  ['median', 'p25', 'p75', 'p95', 'p99', 'mad', 'iqr', 'support_count', 'cold_start_flag']
    .map((each) => `${metric}_${each} AS ${each === 'support_count' ? 'support' : each.replace('_flag', '')}`)
    .join(', ');

const features = (metric: string, ...values: readonly (number | null)[]): readonly WrittenRow[] =>
  values.map((value, index) =>
    feature({ [metric]: value, window_end_ts: new Date(Date.UTC(2024, 3, 10, 10, 15 * index)).toISOString() }),
  );

describe('quantiles', () => {
  it('are those of type 7 of values that each stand as often as their weight', async () => {
    // deny_ratio is no key metric: no row is capped, each value stands ten times.
    const ask = await baselinesOver({ features: features('deny_ratio', 0, 0.5, 1) });
    const [row] = await ask(`SELECT ${statistics('deny_ratio')} FROM oracle_fg_b_host`);
    // Thirty values: position 0.25 · 29 = 7.25 among the zeros, 14.5 among the halves, 21.75 among the ones.
    expect(row).toEqual({
      median: 0.5, p25: 0, p75: 1, p95: 1, p99: 1, mad: 0.5, iqr: 1, support: 3, cold_start: 1,
    }); // prettier-ignore
  });

  it('interpolate between neighbours where a position falls between two values', async () => {
    const ask = await baselinesOver({ features: features('deny_ratio', 0.1, 0.3) });
    const [row] = await ask(`SELECT ${statistics('deny_ratio')} FROM oracle_fg_b_host`);
    // Twenty values: position 9.5 lies half between the last 0.1 and the first 0.3.
    expect(row?.median).toBeCloseTo(0.2, 12);
    expect(row?.mad).toBeCloseTo(0.1, 12);
    expect([row?.p25, row?.p75]).toEqual([0.1, 0.3]);
  });

  it('of one row are its value, and its deviation is 0', async () => {
    const ask = await baselinesOver({ features: features('duration_mean', 3.5) });
    const [row] = await ask(`SELECT ${statistics('duration_mean')} FROM oracle_fg_b_global`);
    expect(row).toEqual({
      median: 3.5, p25: 3.5, p75: 3.5, p95: 3.5, p99: 3.5, mad: 0, iqr: 0, support: 1, cold_start: 1,
    }); // prettier-ignore
  });

  it('leave nulls out, and say that there is no value', async () => {
    const ask = await baselinesOver({ features: features('new_peer_cnt_lookback30d', null, 4, null) });
    const [row] = await ask(`SELECT ${statistics('new_peer_cnt_lookback30d')} FROM oracle_fg_b_segment`);
    expect(row).toMatchObject({ median: 4, support: 1 });
    const [other] = await ask(`SELECT ${statistics('tcp_cnt')} FROM oracle_fg_b_segment`);
    expect(other).toEqual({
      median: null, p25: null, p75: null, p95: null, p99: null, mad: null, iqr: null, support: 0, cold_start: 1,
    }); // prettier-ignore
  });
});

describe('capping', () => {
  const ordinary = [10, 11, 12, 13, 14, 15, 16, 17, 18];
  const weighted = { z_max: 6, weights: { normal: 3, capped: 1 } };

  it('lets a row that is far out in a key metric stand less often, in every metric', async () => {
    // ln(1 + x) of the segment: median ln 15 = 2.71, MAD 0.21; ln(1 + 5000) = 8.5 is 18 deviations away.
    const rows = features('sessions_cnt', ...ordinary, 5000).map((row) => ({ ...row, tcp_cnt: row.sessions_cnt ?? 0 }));
    const ask = await baselinesOver({
      features: rows,
      settings: { capping: { key_metrics: ['sessions_cnt'], ...weighted } },
    });
    const [row] = await ask(`SELECT sessions_cnt_p99 AS sessions, tcp_cnt_p99 AS tcp, tcp_cnt_support_count AS support
      FROM oracle_fg_b_host`);
    // 9 · 3 + 1 = 28 values: position 0.99 · 27 = 26.73 lies between the last 18 and 5000.
    const expected = 18 + 0.73 * (5000 - 18);
    expect(row?.sessions).toBeCloseTo(expected, 8);
    expect([row?.tcp, row?.support]).toEqual([row?.sessions, 10]);
  });

  it('judges ratios and entropies as they are, and counts by their logarithm', async () => {
    // 18 times the median is 3.1 deviations of logarithms away, and 60 deviations of values.
    const capped = async (metric: string) => {
      const rows = features(metric, 9, 10, 11, 12, 13, 14, 15, 270).map((row) => ({
        ...row,
        udp_cnt: row[metric] ?? 0,
      }));
      const capping = { key_metrics: [metric], ...weighted, z_max: 20 };
      const ask = await baselinesOver({ features: rows, settings: { capping } });
      const [row] = await ask('SELECT udp_cnt_p99 AS p99 FROM oracle_fg_b_host');
      return Number(row?.p99) < 270;
    };
    expect([await capped('peer_ip_entropy'), await capped('sessions_cnt')]).toEqual([true, false]);
  });

  it('judges a row by its segment, not by its host', async () => {
    const quiet = features('peer_ip_entropy', 1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6);
    const loud = features('peer_ip_entropy', 90, 91).map((row) => ({ ...row, host_ip: '10.0.0.2' }));
    const ask = await baselinesOver({
      features: [...quiet, ...loud],
      settings: { capping: { key_metrics: ['peer_ip_entropy'], ...weighted } },
    });
    const [row] = await ask('SELECT peer_ip_entropy_p99 AS p99 FROM oracle_fg_b_segment');
    // 7 · 3 + 2 · 1 = 23 values: position 21.78 lies between 90 and 91.
    expect(row?.p99).toBeCloseTo(90.78, 10);
  });

  it('takes the quartiles where the deviation is 0, and calls everything else extreme where they are 0 too', async () => {
    const settings = { capping: { key_metrics: ['peer_ip_entropy'], ...weighted } };
    // Median 1, MAD 0; the quartiles 1 and 1.25 give a scale of 0.185: 2 is 5.4 deviations away, 3 is 10.8.
    const some = await baselinesOver({ features: features('peer_ip_entropy', 1, 1, 1, 1, 1, 1.25, 2, 3), settings });
    expect(await some('SELECT peer_ip_entropy_p99 AS p99 FROM oracle_fg_b_host')).toEqual([
      { p99: expect.closeTo(2 + 0.79, 10) as number }, // 7 · 3 + 1 = 22 values, position 20.79
    ]);
    const all = await baselinesOver({ features: features('peer_ip_entropy', 1, 1, 1, 1, 1, 1.5), settings });
    expect(await all('SELECT peer_ip_entropy_p99 AS p99 FROM oracle_fg_b_host')).toEqual([
      { p99: expect.closeTo(1 + 0.85 * 0.5, 10) as number }, // 5 · 3 + 1 = 16 values, position 14.85
    ]);
  });

  it('caps no row whose key metrics are null', async () => {
    const settings = { capping: { key_metrics: ['peer_ip_entropy'], ...weighted } };
    const ask = await baselinesOver({ features: features('tcp_cnt', 1, 2), settings });
    const [row] = await ask('SELECT tcp_cnt_p99 AS p99 FROM oracle_fg_b_host');
    expect(row?.p99).toBe(2); // six values
  });
});

it('builds a level of hosts, of segments and of all', async () => {
  const rows = [
    feature({ tcp_cnt: 1 }),
    feature({ tcp_cnt: 3, host_ip: '10.0.0.2' }),
    feature({ tcp_cnt: 9, host_ip: '10.0.1.1', segment_id: '10.0.1.0/24' }),
    feature({ tcp_cnt: 5, role: 'inbound' }),
    feature({ tcp_cnt: 6, time_band: 'WE_NIGHT' }),
    feature({ tcp_cnt: 7, window_label: 'w_1h' }),
  ];
  const ask = await baselinesOver({ features: rows });
  const level = async (name: string, ...columns: readonly string[]) =>
    (
      await ask(`SELECT concat_ws(' ', ${[...columns, 'tcp_cnt_median', 'tcp_cnt_support_count'].join(', ')}) AS text
        FROM oracle_fg_b_${name} WHERE role = 'outbound' AND time_band = 'WD_WORKING' AND window_label = 'w_15m'
        ORDER BY text`)
    ).map(({ text }) => text);
  expect(await level('host', 'host_ip')).toEqual(['10.0.0.1 1.0 1', '10.0.0.2 3.0 1', '10.0.1.1 9.0 1']);
  expect(await level('segment', 'segment_id')).toEqual(['10.0.0.0/24 2.0 2', '10.0.1.0/24 9.0 1']);
  expect(await level('global')).toEqual(['3.0 3']);
  expect(await ask('SELECT count(*) AS groups FROM oracle_fg_b_global')).toEqual([{ groups: 4 }]);
});

it('keeps a host that changes its segment apart in each', async () => {
  const rows = [feature({ tcp_cnt: 1 }), feature({ tcp_cnt: 2, segment_id: 'moved' })];
  const ask = await baselinesOver({ features: rows });
  expect(await ask('SELECT segment_id, tcp_cnt_median AS median FROM oracle_fg_b_host ORDER BY ALL')).toEqual([
    { segment_id: '10.0.0.0/24', median: 1 },
    { segment_id: 'moved', median: 2 },
  ]);
});

describe('ranges', () => {
  const dayOf = (tcp_cnt: number, window_end_ts: string) => feature({ tcp_cnt, window_end_ts });

  it('hold the windows whose last slice starts from T − gap − days on, and before T − gap', async () => {
    const rows = [
      dayOf(1, '2024-04-06T00:00:00Z'), // its last slice is that of 23:45 the day before
      dayOf(2, '2024-04-06T00:15:00Z'),
      dayOf(3, '2024-04-13T00:00:00Z'),
      dayOf(4, '2024-04-13T00:15:00Z'),
    ];
    const ask = await baselinesOver({ features: rows });
    expect(await ask('SELECT tcp_cnt_p25 AS low, tcp_cnt_p99 AS high FROM oracle_fg_b_global')).toEqual([
      { low: 2, high: 3 },
    ]);
  });

  it('of several snapshots are each their own', async () => {
    const rows = [dayOf(1, '2024-04-01T12:00:00Z'), dayOf(2, '2024-04-06T12:00:00Z'), dayOf(3, '2024-04-12T12:00:00Z')];
    const ask = await baselinesOver({
      features: rows,
      snapshots: [
        { horizon: '7d', referenceTime: '2024-04-15T00:00:00Z' },
        { horizon: '7d', referenceTime: '2024-04-10T00:00:00Z' },
        { horizon: '30d', referenceTime: '2024-04-20T00:00:00Z' },
        { horizon: '30d', referenceTime: '2024-03-20T00:00:00Z' },
      ],
    });
    expect(
      await ask(`SELECT baseline_horizon AS horizon, day(baseline_end) AS day, tcp_cnt_median AS median,
        tcp_cnt_support_count AS support FROM oracle_fg_b_global ORDER BY ALL`),
    ).toEqual([
      { horizon: '30d', day: 20, median: 2, support: 3 },
      { horizon: '7d', day: 10, median: 1.5, support: 2 },
      { horizon: '7d', day: 15, median: 2.5, support: 2 },
    ]);
  });
});

it('calls a metric cold below its own minimal support, else below that of the horizon', async () => {
  const horizon = { horizon_days: 7, safety_gap_days: 2, support_min: 3, support_min_by_metric: { udp_cnt: 2 } };
  const rows = features('tcp_cnt', 1, 2).map((row) => ({ ...row, udp_cnt: 1 }));
  const ask = await baselinesOver({ features: rows, settings: { horizons: { '7d': horizon } } });
  expect(
    await ask('SELECT tcp_cnt_cold_start_flag AS tcp, udp_cnt_cold_start_flag AS udp FROM oracle_fg_b_host'),
  ).toEqual([{ tcp: 1, udp: 0 }]);
});

it('says of metrics that get no baseline that no row had a value', async () => {
  const ask = await baselinesOver({ features: features('tcp_cnt', 1), settings: { metrics: ['udp_cnt'] } });
  const [row] = await ask(`SELECT ${statistics('tcp_cnt')} FROM oracle_fg_b_host`);
  expect(row).toMatchObject({ median: null, support: 0, cold_start: 1 });
});

it('has a row for every metric, whatever its name', async () => {
  const values = Object.fromEntries(allMetrics.map((metric, index) => [metric, index]));
  const ask = await baselinesOver({ features: [feature(values)] });
  const [row] = await ask('FROM oracle_fg_b_global');
  expect(allMetrics.map((metric) => row?.[`${metric}_median`])).toEqual(allMetrics.map((_metric, index) => index));
});

describe('ip_metadata', () => {
  const horizon = { horizon_days: 7, safety_gap_days: 2, support_min: 3, support_min_by_metric: { udp_cnt: 1 } };
  const settings = {
    horizons: { '7d': horizon },
    ip_metadata: { required_metrics: ['tcp_cnt', 'udp_cnt'], non_persistent_prefixes: ['VDI-', 'TMP'] },
  };
  const host = (host_ip: string, ...rows: readonly WrittenRow[]) => rows.map((row) => feature({ host_ip, ...row }));
  const both = { tcp_cnt: 1, udp_cnt: 1 };

  it('adds up the rows of roles and time bands, and wants enough of each required metric', async () => {
    const rows = [
      ...host('full', both, { ...both, role: 'inbound' }, { ...both, time_band: 'WE_NIGHT', segment_id: 'other' }),
      ...host('short', both, both),
      ...host('lacks', { tcp_cnt: 1 }, { tcp_cnt: 1 }, { tcp_cnt: 1 }),
      ...host('windows', both, both, { ...both, window_label: 'w_1h' }),
    ];
    const ask = await baselinesOver({ features: rows, settings });
    expect(
      (
        await ask(`SELECT concat_ws(' ', host_ip, window_label, is_full_history, is_cold_start) AS text
          FROM oracle_fg_b_ip_metadata ORDER BY text`)
      ).map(({ text }) => text),
    ).toEqual(['full w_15m 1 0', 'lacks w_15m 0 1', 'short w_15m 0 1', 'windows w_15m 0 1', 'windows w_1h 0 1']);
  });

  it('knows machines that do not last by the beginning of their name', async () => {
    const rows = ['desk', 'vdi', 'tmp', 'unnamed'].flatMap((name) => host(name, both, both, both));
    const machines = [
      { host_ip: 'desk', machine_name: 'MY-VDI-1' },
      { host_ip: 'vdi', machine_name: 'VDI-0042' },
      { host_ip: 'tmp', machine_name: 'TMPHOST' },
      { host_ip: 'absent', machine_name: 'VDI-1' },
    ];
    const ask = await baselinesOver({ features: rows, machines, settings });
    expect(
      await ask(`SELECT host_ip, is_non_persistent_machine AS leaves, is_cold_start AS cold
        FROM oracle_fg_b_ip_metadata ORDER BY host_ip`),
    ).toEqual([
      { host_ip: 'desk', leaves: 0, cold: 0 },
      { host_ip: 'tmp', leaves: 1, cold: 1 },
      { host_ip: 'unnamed', leaves: 0, cold: 0 },
      { host_ip: 'vdi', leaves: 1, cold: 1 },
    ]);
  });
});

describe('pair rarity', () => {
  it('counts sessions, days and surprise, for sources and for their segments', async () => {
    const pairs = [
      pair({ sessions_cnt: 2 }),
      pair({ sessions_cnt: 1, slice_start: '2024-04-10T23:45:00Z', last_event_ts: '2024-04-11T00:10:00Z' }),
      pair({ sessions_cnt: 4, slice_start: '2024-04-12T00:00:00Z', last_event_ts: '2024-04-12T00:01:00Z' }),
      pair({ sessions_cnt: 1, dst_port: 80 }),
      pair({ sessions_cnt: 2, src_ip: '10.0.0.2' }),
      pair({ sessions_cnt: 9, slice_start: '2024-04-13T00:00:00Z' }), // behind the range
    ];
    const ask = await baselinesOver({ pairs });
    const rows = await ask('SELECT * EXCLUDE (baseline_horizon, baseline_end) FROM oracle_fg_b_pair_host ORDER BY ALL');
    expect(rows).toEqual([
      {
        src_ip: '10.0.0.1', dst_ip: '203.0.113.5', dst_port: 80, pair_seen_count: 1, active_days: 1,
        pair_daily_avg: 1 / 7, pair_last_seen_ts: '2024-04-10T10:01:00.000Z', pair_rarity_score: 0.5,
        pair_surprisal: expect.closeTo(-Math.log(2 / 10), 12) as number, is_rare_pair_flag: 1,
      },
      {
        src_ip: '10.0.0.1', dst_ip: '203.0.113.5', dst_port: 443, pair_seen_count: 7, active_days: 2,
        pair_daily_avg: 1, pair_last_seen_ts: '2024-04-12T00:01:00.000Z', pair_rarity_score: 1 / 8,
        pair_surprisal: expect.closeTo(-Math.log(8 / 10), 12) as number, is_rare_pair_flag: 0,
      },
      {
        src_ip: '10.0.0.2', dst_ip: '203.0.113.5', dst_port: 443, pair_seen_count: 2, active_days: 1,
        pair_daily_avg: 2 / 7, pair_last_seen_ts: '2024-04-10T10:01:00.000Z', pair_rarity_score: 1 / 3,
        pair_surprisal: expect.closeTo(-Math.log(3 / 3), 12) as number, is_rare_pair_flag: 1,
      },
    ]); // prettier-ignore
    expect(
      await ask(`SELECT segment_id, dst_port, pair_seen_count AS seen, active_days AS days, pair_surprisal AS surprisal
        FROM oracle_fg_b_pair_segment ORDER BY ALL`),
    ).toEqual([
      { segment_id: '10.0.0.0/24', dst_port: 80, seen: 1, days: 1, surprisal: expect.closeTo(-Math.log(2 / 12), 12) as number },
      { segment_id: '10.0.0.0/24', dst_port: 443, seen: 9, days: 2, surprisal: expect.closeTo(-Math.log(10 / 12), 12) as number },
    ]); // prettier-ignore
  });

  it('calls a pair rare from the threshold on', async () => {
    const pairs = [3, 4, 5].map((sessions_cnt) => pair({ sessions_cnt, dst_port: sessions_cnt }));
    const ask = await baselinesOver({ pairs });
    expect(
      await ask('SELECT dst_port AS seen, is_rare_pair_flag AS rare FROM oracle_fg_b_pair_host ORDER BY 1'),
    ).toEqual([
      { seen: 3, rare: 1 },
      { seen: 4, rare: 1 }, // 1 / (1 + 4) is 0.2
      { seen: 5, rare: 0 },
    ]);
  });
});

it('gives empty tables without rows', async () => {
  const ask = await baselinesOver({});
  for (const table of ['host', 'segment', 'global', 'ip_metadata', 'pair_host', 'pair_segment']) {
    expect(await ask(`SELECT count(*) AS n FROM oracle_fg_b_${table}`)).toEqual([{ n: 0 }]);
  }
});
