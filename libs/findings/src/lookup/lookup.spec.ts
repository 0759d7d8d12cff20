import { rmSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { lookupHost, type MetricBaseline } from './host';
import { lookupPair } from './pair';
import { newTables, statisticsOf, writeSnapshot, type Values } from '../testing/written-tables';

const tables = newTables();
const group = { role: 'outbound', time_band: 'WD_WORKING', window_label: 'w_1h' };
const segment = '10.0.0.0/24';
const question = {
  hostIp: '10.0.0.1',
  segmentId: segment,
  role: 'outbound',
  timeBand: 'WD_WORKING',
  windowLabel: 'w_1h',
};
const pair = { segmentId: segment, srcIp: '10.0.0.1', dstIp: '10.9.9.9', dstPort: 443 };

/** What a baseline knows of pairs of one source or segment: ten sessions of one service, one of another. */
const pairRows = (key: Values): Values[] => [
  { ...key, dst_ip: '10.9.9.9', dst_port: 443, ...rarity(10) },
  { ...key, dst_ip: '10.9.9.9', dst_port: 22, ...rarity(1) },
];
function rarity(seen: number): Values {
  return {
    pair_seen_count: seen,
    active_days: 1,
    pair_daily_avg: seen / 7,
    pair_last_seen_ts: '2024-05-15 12:00:00.25',
    pair_rarity_score: 1 / (1 + seen),
    pair_surprisal: -Math.log((seen + 1) / 13),
    is_rare_pair_flag: seen < 5 ? 1 : 0,
  };
}

beforeAll(async () => {
  await writeSnapshot(
    tables,
    { end: '2024-05-20' },
    {
      host: [
        {
          host_ip: '10.0.0.1',
          segment_id: segment,
          ...group,
          ...statisticsOf('sessions_cnt', { median: 10, spread: 2 }),
          ...statisticsOf('bytes_sent_sum', { median: 11, spread: 2, support: 3, cold: 1 }),
          deny_ratio_support_count: 0,
          deny_ratio_cold_start_flag: 0,
        },
      ],
      segment: [
        {
          segment_id: segment,
          ...group,
          ...statisticsOf('sessions_cnt', { median: 20, spread: 2 }),
          ...statisticsOf('bytes_sent_sum', { median: 21, spread: 2 }),
          ...statisticsOf('deny_ratio', { median: 0.2, spread: 0.1 }),
          ...statisticsOf('udp_cnt', { median: 22, spread: 1, support: 4, cold: 1 }),
        },
      ],
      global: [
        {
          ...group,
          ...statisticsOf('sessions_cnt', { median: 30, spread: 2 }),
          ...statisticsOf('bytes_sent_sum', { median: 31, spread: 2 }),
          ...statisticsOf('udp_cnt', { median: 32, spread: 1 }),
          ...statisticsOf('tcp_cnt', { median: 33, spread: 1, support: 5, cold: 1 }),
        },
      ],
      pair_host: pairRows({ src_ip: '10.0.0.1' }),
      pair_segment: pairRows({ segment_id: segment }),
    },
  );
  await writeSnapshot(tables, { end: '2024-05-21' }, {});
});
afterAll(() => rmSync(tables.root, { recursive: true }));

const before = { notAfter: new Date('2024-05-20T12:00:00Z') };

describe('a host', () => {
  let metrics: ReadonlyMap<string, MetricBaseline>;
  beforeAll(async () => {
    const found = await lookupHost(tables, { ...question, ...before });
    expect(found).toMatchObject({ baseline_horizon: '7d', baseline_end: '2024-05-20' });
    metrics = new Map(found.metrics.map((each) => [each.metric, each]));
  });

  it.each([
    [
      'its own baseline where that has support',
      'sessions_cnt',
      { baseline_level: 'HOST', median: 10, p99: 18, mad: 2 },
    ],
    ['its segment’s where its own is a cold start', 'bytes_sent_sum', { baseline_level: 'SEGMENT', median: 21 }],
    ['its segment’s where its own has no value', 'deny_ratio', { baseline_level: 'SEGMENT', median: 0.2 }],
    ['everybody’s where the segment’s is a cold start', 'udp_cnt', { baseline_level: 'GLOBAL', median: 32 }],
    [
      'everybody’s, flagged, where that is a cold start too',
      'tcp_cnt',
      { baseline_level: 'GLOBAL', cold_start_flag: 1 },
    ],
  ])('gets %s', (_what, metric, expected) => {
    expect(metrics.get(metric)).toMatchObject(expected);
  });

  it('has no answer for a metric that no level knows', () => {
    expect(metrics.has('icmp_cnt')).toBe(false);
  });

  it('that no baseline knows gets its segment’s, and outside every known segment everybody’s', async () => {
    const levelOf = async (other: object) => {
      const found = await lookupHost(tables, { ...question, ...before, ...other });
      return found.metrics.find(({ metric }) => metric === 'sessions_cnt')?.baseline_level;
    };
    expect(await levelOf({ hostIp: '10.0.0.77' })).toBe('SEGMENT');
    expect(await levelOf({ hostIp: '10.7.0.1', segmentId: '10.7.0.0/24' })).toBe('GLOBAL');
  });
});

describe('a pair', () => {
  it('that the baseline knows has its count, score and surprisal', async () => {
    expect((await lookupPair(tables, { ...pair, ...before })).host).toEqual({
      is_new_pair: false,
      is_rare_pair_flag: 0,
      pair_seen_count: 10,
      active_days: 1,
      pair_daily_avg: 10 / 7,
      pair_last_seen_ts: '2024-05-15T12:00:00.250000Z',
      pair_rarity_score: 1 / 11,
      pair_surprisal: -Math.log(11 / 13),
    });
  });

  it('seen once is rare and not new', async () => {
    const { host, segment: ofSegment } = await lookupPair(tables, { ...pair, ...before, dstPort: 22 });
    expect([host, ofSegment]).toMatchObject([
      { is_new_pair: false, is_rare_pair_flag: 1 },
      { is_new_pair: false, is_rare_pair_flag: 1 },
    ]);
  });

  it('that is missing is new: rarest score, and the surprisal of nothing seen among 11 sessions of 2 pairs', async () => {
    const { host } = await lookupPair(tables, { ...pair, ...before, dstPort: 8443 });
    expect(host).toMatchObject({ is_new_pair: true, is_rare_pair_flag: 1, pair_seen_count: 0, pair_rarity_score: 1 });
    expect(host.pair_surprisal).toBeCloseTo(-Math.log(1 / 13), 12);
  });

  it('of a source without history has no surprisal of its own, and that of its segment', async () => {
    const found = await lookupPair(tables, { ...pair, ...before, srcIp: '10.0.0.77' });
    expect(found.host).toMatchObject({ is_new_pair: true, pair_surprisal: null, pair_last_seen_ts: null });
    expect(found.segment).toMatchObject({ is_new_pair: false, pair_seen_count: 10 });
  });
});

describe('a snapshot', () => {
  it('is the newest one that is committed, also when it is empty', async () => {
    expect(await lookupHost(tables, question)).toEqual({
      baseline_horizon: '7d',
      baseline_end: '2024-05-21',
      metrics: [],
    });
  });

  it('that is not committed is an error that says how to build one', async () => {
    await expect(lookupHost(tables, { ...question, horizon: '30d' })).rejects.toMatchObject({
      code: 'findings.no-baseline',
      remedy: expect.stringContaining('ndr baselines') as unknown,
    });
    const early = { notAfter: new Date('2024-05-19T00:00:00Z') };
    await expect(lookupPair(tables, { ...pair, ...early })).rejects.toMatchObject({ code: 'findings.no-baseline' });
  });

  it('whose record names a file that is gone is an error that names the file', async () => {
    const damaged = newTables();
    await writeSnapshot(damaged, { end: '2024-05-20' }, { global: [{ ...group }] });
    const folder = join(damaged.fgB, 'global');
    const file = readdirSync(folder).find((name) => name.endsWith('.parquet')) ?? '';
    rmSync(join(folder, file));
    await expect(lookupHost(damaged, question)).rejects.toMatchObject({
      code: 'findings.unreadable',
      place: join(folder, file),
    });
    rmSync(damaged.root, { recursive: true });
  });
});
