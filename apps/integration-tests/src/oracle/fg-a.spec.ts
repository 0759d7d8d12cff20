import type { OracleSettings } from './settings';
import { flow, oracleOver, writtenBatch } from './written-batches';
import type { Lines } from './written-batches';

/** A batch of one slice whose rows end in its middle. */
function sliceOf(time: string, rows: Lines): ReturnType<typeof writtenBatch> {
  const start = new Date(`2024-04-19T${time}:00Z`);
  const at = { event_start: new Date(start.getTime() + 60_000), event_end: new Date(start.getTime() + 62_000) };
  return writtenBatch(
    rows.map((row) => (typeof row === 'string' ? row : { ...row, ...at })),
    { start: start.toISOString() },
  );
}

// 00:00 two sessions with .5 on 443, one denied with .6 on 53; 00:15 one with .5; 00:30 empty; none for 00:45; 01:00 one.
const batches = [
  sliceOf('00:00', [
    flow(),
    flow(),
    flow({
      destination_ip: '203.0.113.6',
      destination_port: 53,
      source_bytes: 10,
      destination_bytes: 10,
      event_action: 'deny',
      network_transport: 'udp',
    }),
  ]),
  sliceOf('00:15', [flow()]),
  sliceOf('00:30', []),
  sliceOf('01:00', [
    flow({ destination_ip: '198.51.100.1', destination_port: 445, source_bytes: 0, destination_bytes: 0 }),
  ]),
];

describe('a window', () => {
  it('sums the slices before its end, and takes breadth, spread and shares over all their peers', async () => {
    const ask = await oracleOver(batches);
    const [row] = await ask(
      `SELECT * FROM oracle_fg_a WHERE window_label = 'w_30m' AND window_end_ts = '2024-04-19 00:30:00'`,
    );
    expect(row).toMatchObject({
      host_ip: '10.0.0.1',
      role: 'outbound',
      sessions_cnt: 4,
      bytes_sent_sum: 310,
      bytes_recv_sum: 610,
      duration_sum: 8,
      allow_cnt: 3,
      deny_cnt: 1,
      tcp_cnt: 3,
      udp_cnt: 1,
      max_sessions_per_minute: 3,
      peer_ip_nunique: 2,
      peer_port_nunique: 2,
      peer_segment_nunique: 1,
      peer_ip_top1_sessions_share: 0.75,
      peer_port_top1_sessions_share: 0.75,
      duration_mean: 2,
      deny_ratio: 0.25,
      transport_tcp_ratio: 0.75,
      transport_udp_ratio: 0.25,
      transport_icmp_ratio: 0,
      has_high_risk_port_activity: 0,
    });
    expect(row?.peer_ip_entropy).toBeCloseTo(-0.75 * Math.log(0.75) - 0.25 * Math.log(0.25), 12);
    expect(row?.peer_port_entropy).toBeCloseTo(0.5623351446188083, 12);
    expect(row?.peer_ip_top1_bytes_share).toBeCloseTo(900 / 920, 12);
    expect(row?.peer_port_top1_bytes_share).toBeCloseTo(900 / 920, 12);
    expect(row?.bytes_asymmetry).toBeCloseTo(-300 / 920, 12);
  });

  it('has shares and balance 0 where there are no bytes, and no spread where there is one peer', async () => {
    const ask = await oracleOver(batches, {}, { windowEndsFrom: '2024-04-19T01:00:00Z' });
    expect(
      await ask(`SELECT sessions_cnt, peer_ip_entropy, peer_ip_top1_sessions_share, peer_ip_top1_bytes_share,
        bytes_asymmetry, has_high_risk_port_activity FROM oracle_fg_a WHERE window_label = 'w_15m'`),
    ).toEqual([
      {
        sessions_cnt: 1,
        peer_ip_entropy: 0,
        peer_ip_top1_sessions_share: 1,
        peer_ip_top1_bytes_share: 0,
        bytes_asymmetry: 0,
        has_high_risk_port_activity: 1,
      },
    ]);
  });

  it('ends at the slices of batches only, has a row for hosts with sessions, and says what history it had', async () => {
    const ask = await oracleOver(batches);
    const rows =
      await ask(`SELECT window_label, strftime(window_end_ts, '%H:%M') AS ends, sessions_cnt, slices_expected,
      slices_present, is_complete, mini_batch_id FROM oracle_fg_a
      WHERE window_label IN ('w_15m', 'w_30m', 'w_1h') ORDER BY slices_expected, ends`);
    expect(rows.map((row) => Object.values(row).join(' '))).toEqual([
      'w_15m 00:15 3 1 1 1 20240419T0000Z',
      'w_15m 00:30 1 1 1 1 20240419T0015Z',
      'w_15m 01:15 1 1 1 1 20240419T0100Z',
      'w_30m 00:15 3 2 1 0 20240419T0000Z',
      'w_30m 00:30 4 2 2 1 20240419T0015Z',
      'w_30m 00:45 1 2 2 1 20240419T0030Z',
      'w_30m 01:15 1 2 1 0 20240419T0100Z',
      'w_1h 00:15 3 4 1 0 20240419T0000Z',
      'w_1h 00:30 4 4 2 0 20240419T0015Z',
      'w_1h 00:45 4 4 3 0 20240419T0030Z',
      'w_1h 01:15 2 4 3 0 20240419T0100Z', // 00:15, 00:30 and 01:00: nothing of 00:45
    ]);
  });

  it('ends only in the asked range, and reads the slices before it all the same', async () => {
    const ask = await oracleOver(
      batches,
      {},
      { windowEndsFrom: '2024-04-19T00:15:00Z', windowEndsTo: '2024-04-19T00:30:00Z' },
    );
    const rows = await ask('SELECT DISTINCT window_end_ts, slices_present, sessions_cnt FROM oracle_fg_a ORDER BY ALL');
    expect(rows.map((row) => Object.values(row).join(' '))).toEqual([
      '2024-04-19T00:30:00.000Z 1 1',
      '2024-04-19T00:30:00.000Z 2 4',
    ]);
  });

  it('has the lengths that the settings name, rounded up to whole slices', async () => {
    const ask = await oracleOver(batches.slice(0, 2), { windows: [{ label: 'w_20m', minutes: 20 }] });
    const rows = await ask('SELECT window_label, slices_expected, sessions_cnt FROM oracle_fg_a ORDER BY ALL');
    expect(rows.map((row) => Object.values(row).join(' '))).toEqual(['w_20m 2 3', 'w_20m 2 4']);
  });

  it('is identified by its host, role, label and end', async () => {
    const ask = await oracleOver(batches.slice(0, 1));
    expect(
      await ask(`SELECT record_id, segment_id, feature_spec_version, mini_batch_id FROM oracle_fg_a
        WHERE window_label = 'w_8h'`),
    ).toEqual([
      {
        record_id: '10.0.0.1|outbound|w_8h|2024-04-19T00:15:00Z',
        segment_id: '10.0.0.0/24',
        feature_spec_version: 'v1',
        mini_batch_id: '20240419T0000Z',
      },
    ]);
  });
});

describe('segments', () => {
  const peers = ['10.8.0.1', '10.8.1.1', '10.9.0.1', '203.0.113.1', '203.0.113.2', '2001:db8::1', '2001:db8::2'];
  const settings: Partial<OracleSettings> = {
    segment_mapping: {
      rules: [
        { cidr: '10.9.0.0/16', name: 'plant' },
        { cidr: '10.8.0.0/15', name: 'office' },
        { cidr: '10.0.0.1', name: 'desk' },
      ],
      prefix_length_v4: 16,
      prefix_length_v6: 32,
    },
    high_risk_segments: ['plant', '203.0.0.0/16', '2001:db8::/32', 'none'],
  };
  const slices = ['00:00', '00:15'].map((time) =>
    sliceOf(
      time,
      peers.map((destination_ip) => flow({ destination_ip })),
    ),
  );

  it('are those of the first rule that holds the address, else of its prefix', async () => {
    const ask = await oracleOver(slices, settings);
    expect(await ask('SELECT DISTINCT segment_id FROM oracle_pair_counts')).toEqual([{ segment_id: 'desk' }]);
    // plant, office, 203.0.0.0/16 and 2001:db8::/32
    expect(await ask(`SELECT DISTINCT peer_segment_nunique FROM oracle_fg_a WHERE role = 'outbound'`)).toEqual([
      { peer_segment_nunique: 4 },
    ]);
  });

  it('of high risk count the sessions with their peers and the peers, in either role', async () => {
    const ask = await oracleOver(slices, { ...settings, high_risk_segments: ['desk', 'plant', '2001:db8::/32'] });
    const rows = await ask(`SELECT host_ip, role, high_risk_segment_sessions_cnt, high_risk_segment_unique_dsts,
      has_high_risk_segment_interaction FROM oracle_fg_a
      WHERE window_label = 'w_30m' AND window_end_ts = '2024-04-19 00:30:00' ORDER BY ALL`);
    expect(rows.map((row) => Object.values(row).join(' '))).toEqual([
      '10.0.0.1 outbound 6 3 1',
      '10.8.0.1 inbound 2 1 1',
      '10.8.1.1 inbound 2 1 1',
      '10.9.0.1 inbound 2 1 1',
    ]);
  });

  it('of high risk are none by default', async () => {
    const ask = await oracleOver(slices);
    expect(
      await ask(`SELECT DISTINCT high_risk_segment_sessions_cnt AS sessions, high_risk_segment_unique_dsts AS peers,
        has_high_risk_segment_interaction AS flag FROM oracle_fg_a`),
    ).toEqual([{ sessions: 0, peers: 0, flag: 0 }]);
  });
});

describe('the context of a window', () => {
  /** Hour, day, the five flags and the band of the window that ends at `end`. */
  async function contextAt(end: string, settings: Partial<OracleSettings> = {}): Promise<string | undefined> {
    const start = new Date(new Date(end).getTime() - 15 * 60_000).toISOString();
    const rows = [flow({ event_start: start, event_end: start })];
    const ask = await oracleOver([writtenBatch(rows, { start })], settings);
    const [row] =
      await ask(`SELECT hour_of_day, day_of_week, is_working_hours, is_off_hours, is_night_hours, is_weekend,
      is_holiday, time_band FROM oracle_fg_a WHERE window_label = 'w_15m'`);
    return row && Object.values(row).join(' ');
  }

  it.each([
    ['2024-04-19T07:00:00Z', '6 5 0 0 1 0 0 WD_NIGHT'],
    ['2024-04-19T07:15:00Z', '7 5 1 0 0 0 0 WD_WORKING'],
    ['2024-04-19T17:00:00Z', '16 5 1 0 0 0 0 WD_WORKING'],
    ['2024-04-19T17:15:00Z', '17 5 0 1 0 0 0 WD_OFF'],
    ['2024-04-19T22:00:00Z', '21 5 0 1 0 0 0 WD_OFF'],
    ['2024-04-19T22:15:00Z', '22 5 0 0 1 0 0 WD_NIGHT'],
    ['2024-04-20T00:00:00Z', '23 5 0 0 1 0 0 WD_NIGHT'],
    ['2024-04-20T12:00:00Z', '11 6 1 0 0 1 0 WE_WORKING'],
    ['2024-04-21T18:00:00Z', '17 7 0 1 0 1 0 WE_OFF'],
    ['2024-04-22T00:15:00Z', '0 1 0 0 1 0 0 WD_NIGHT'],
  ])('is that of the last microsecond before %s', async (end, context) => {
    expect(await contextAt(end)).toBe(context);
  });

  it('is told in the time zone of the settings, with its summer time', async () => {
    expect(await contextAt('2024-04-19T04:00:00Z', { time_zone: 'America/New_York' })).toBe('23 4 0 0 1 0 0 WD_NIGHT');
    expect(await contextAt('2024-03-31T01:00:00Z', { time_zone: 'Europe/Berlin' })).toBe('1 7 0 0 1 1 0 WE_NIGHT');
    expect(await contextAt('2024-03-31T01:15:00Z', { time_zone: 'Europe/Berlin' })).toBe('3 7 0 0 1 1 0 WE_NIGHT');
  });

  it('knows weekends and holidays as configured; a holiday has a weekend band', async () => {
    const settings = { weekend_days: [5], holidays: ['2024-04-20'] };
    expect(await contextAt('2024-04-19T12:00:00Z', settings)).toBe('11 5 1 0 0 1 0 WE_WORKING');
    expect(await contextAt('2024-04-20T12:00:00Z', settings)).toBe('11 6 1 0 0 0 1 WE_WORKING');
    expect(await contextAt('2024-04-21T12:00:00Z', settings)).toBe('11 7 1 0 0 0 0 WD_WORKING');
  });
});
