import { flow, oracleOver, writtenBatch } from './written-batches';

/** The columns of a row that are not 0. */
function nonZero(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== 0));
}

// Four sessions of 10.0.0.1: two with a server outside, one with another host, one that an outsider began.
const sessions = [
  flow(), // to 203.0.113.5, 443, 100 bytes out, 200 back, 00:01:00 to 00:01:02
  flow({
    destination_ip: '10.0.0.2',
    destination_port: 445,
    source_bytes: 50,
    destination_bytes: 0,
    event_start: '2024-04-19T00:01:30.5Z',
    event_end: '2024-04-19T00:01:31.5Z',
    event_action: 'Deny',
    event_reason: 'TCP-RST-from-client',
    network_transport: 'TCP',
  }),
  flow({
    destination_port: 8,
    source_bytes: 1,
    destination_bytes: 1,
    event_start: '2024-04-19T00:01:59Z',
    event_end: '2024-04-19T00:01:59.000001Z',
    event_action: 'ALERT',
    event_reason: null,
    network_transport: 'ipv6-icmp',
  }),
  flow({
    source_ip: '203.0.113.9',
    destination_ip: '10.0.0.1',
    destination_port: 22,
    source_bytes: 10,
    destination_bytes: 20,
    event_start: '2024-04-19T00:02:00Z',
    event_end: '2024-04-19T00:02:00.25Z',
    event_action: 'reset-both',
    event_reason: 'aged-out',
    event_name: 'threat',
  }),
];
const slice = '2024-04-19T00:00:00.000Z';

describe('deltas/host', () => {
  it('sum the rows of a host, a role, with bytes as the host sent and received them', async () => {
    const ask = await oracleOver([writtenBatch(sessions)]);
    const rows = await ask('SELECT * FROM oracle_deltas_host ORDER BY host_ip, role');
    expect(rows.map(nonZero)).toEqual([
      {
        host_ip: '10.0.0.1',
        role: 'inbound',
        slice_start: slice,
        sessions_cnt: 1,
        bytes_sent_sum: 20,
        bytes_recv_sum: 10,
        duration_sum: 0.25,
        deny_cnt: 1,
        aged_out_cnt: 1,
        short_session_cnt: 1,
        threat_cnt: 1,
        tcp_cnt: 1,
        max_sessions_per_minute: 1,
        admin_port_sessions_cnt: 1,
      },
      {
        host_ip: '10.0.0.1',
        role: 'outbound',
        slice_start: slice,
        sessions_cnt: 3,
        bytes_sent_sum: 151,
        bytes_recv_sum: 201,
        duration_sum: 3.000001,
        allow_cnt: 1,
        deny_cnt: 1,
        alert_cnt: 1,
        rst_cnt: 1,
        zero_reply_cnt: 1,
        short_session_cnt: 2,
        traffic_cnt: 3,
        tcp_cnt: 2,
        icmp_cnt: 1,
        max_sessions_per_minute: 3,
        high_risk_port_sessions_cnt: 1,
        fileshare_port_sessions_cnt: 1,
      },
      {
        host_ip: '10.0.0.2',
        role: 'inbound',
        slice_start: slice,
        sessions_cnt: 1,
        bytes_recv_sum: 50,
        duration_sum: 1,
        deny_cnt: 1,
        rst_cnt: 1,
        zero_reply_cnt: 1,
        short_session_cnt: 1,
        traffic_cnt: 1,
        tcp_cnt: 1,
        max_sessions_per_minute: 1,
        high_risk_port_sessions_cnt: 1,
        fileshare_port_sessions_cnt: 1,
      },
    ]);
  });

  it('follow the settings for actions, short sessions and ports', async () => {
    const ask = await oracleOver([writtenBatch(sessions)], {
      deny_actions: ['A*T', 'allow'],
      short_session_seconds: 0.25,
      port_sets: { high_risk: [], admin: [443], fileshare: [0], directory: [22], db: [445] },
    });
    expect(
      await ask(`SELECT role, deny_cnt, short_session_cnt, high_risk_port_sessions_cnt AS high_risk,
        admin_port_sessions_cnt AS admin, fileshare_port_sessions_cnt AS fileshare, directory_port_sessions_cnt AS directory,
        db_port_sessions_cnt AS db FROM oracle_deltas_host WHERE host_ip = '10.0.0.1' ORDER BY role`),
    ).toEqual([
      { role: 'inbound', deny_cnt: 0, short_session_cnt: 1, high_risk: 0, admin: 0, fileshare: 0, directory: 1, db: 0 },
      {
        role: 'outbound',
        deny_cnt: 2,
        short_session_cnt: 1,
        high_risk: 0,
        admin: 1,
        fileshare: 1,
        directory: 0,
        db: 1,
      },
    ]);
  });

  it('count no action as denied when there is none to deny', async () => {
    const ask = await oracleOver([writtenBatch([flow({ event_action: '' }), flow()])], { deny_actions: [] });
    expect(await ask('SELECT deny_cnt FROM oracle_deltas_host')).toEqual([{ deny_cnt: 0 }]);
  });

  it('take every address for a host when no network is named', async () => {
    const ask = await oracleOver([writtenBatch(sessions)], { internal_networks: [] });
    const rows = await ask('SELECT host_ip, role, sessions_cnt FROM oracle_deltas_host ORDER BY host_ip, role');
    expect(rows.map((row) => Object.values(row).join(' '))).toEqual([
      '10.0.0.1 inbound 1',
      '10.0.0.1 outbound 3',
      '10.0.0.2 inbound 1',
      '203.0.113.5 inbound 2',
      '203.0.113.9 outbound 1',
    ]);
  });

  it('take hosts from networks of both versions, by canonical address', async () => {
    const rows = [
      flow({ source_ip: 'FC00:0::A', destination_ip: '2001:db8::1' }),
      flow({ source_ip: 'fc00::a', destination_ip: '::ffff:10.0.0.7' }),
    ];
    const ask = await oracleOver([writtenBatch(rows)]);
    expect(await ask('SELECT host_ip, role, sessions_cnt FROM oracle_deltas_host ORDER BY host_ip')).toEqual([
      { host_ip: '10.0.0.7', role: 'inbound', sessions_cnt: 1 },
      { host_ip: 'fc00::a', role: 'outbound', sessions_cnt: 2 },
    ]);
  });
});

it('deltas/peer sum the rows of a host with a peer on the destination port, 0 where the transport has none', async () => {
  const ask = await oracleOver([writtenBatch([...sessions, flow()])]);
  const rows = await ask('SELECT * EXCLUDE (slice_start) FROM oracle_deltas_peer ORDER BY ALL');
  expect(rows.map((row) => Object.values(row).join(' '))).toEqual([
    '10.0.0.1 inbound 203.0.113.9 22 1 20 10',
    '10.0.0.1 outbound 10.0.0.2 445 1 50 0',
    '10.0.0.1 outbound 203.0.113.5 0 1 1 1',
    '10.0.0.1 outbound 203.0.113.5 443 2 200 400',
    '10.0.0.2 inbound 10.0.0.1 445 1 0 50',
  ]);
});

describe('a row', () => {
  const batch = { start: '2024-04-19T00:15:00Z', minutes: 30 };
  const times = [
    '2024-04-19T00:10:00Z',
    '2024-04-19T00:14:59.999999Z',
    '2024-04-19T00:15:00Z',
    '2024-04-19T00:29:59.999999Z',
    '2024-04-19T00:30:00Z',
    '2024-04-19T00:44:59.999999Z',
    '2024-04-19T00:45:00Z',
  ];
  const rows = times.map((event_end) => flow({ event_start: '2024-04-19T00:00:00Z', event_end }));

  it('belongs to the slice of its end, clamped into the batch, and keeps its real times', async () => {
    const ask = await oracleOver([writtenBatch(rows, batch)]);
    expect(
      await ask(`SELECT slice_start, sessions_cnt, max_sessions_per_minute, duration_sum
        FROM oracle_deltas_host ORDER BY slice_start`),
    ).toEqual([
      // 600 + 899.999999 + 900 + 1799.999999 seconds, each in a minute of its own
      {
        slice_start: '2024-04-19T00:15:00.000Z',
        sessions_cnt: 4,
        max_sessions_per_minute: 1,
        duration_sum: 4199.999998,
      },
      // 1800 + 2699.999999 + 2700 seconds
      {
        slice_start: '2024-04-19T00:30:00.000Z',
        sessions_cnt: 3,
        max_sessions_per_minute: 1,
        duration_sum: 7199.999999,
      },
    ]);
    expect(await ask('SELECT slice_start, last_event_ts FROM oracle_pair_counts ORDER BY slice_start')).toEqual([
      { slice_start: '2024-04-19T00:15:00.000Z', last_event_ts: '2024-04-19T00:29:59.999Z' },
      { slice_start: '2024-04-19T00:30:00.000Z', last_event_ts: '2024-04-19T00:45:00.000Z' },
    ]);
    expect(await ask('SELECT rows_accepted, late, early, out_of_batch FROM oracle_totals')).toEqual([
      { rows_accepted: 7, late: 2, early: 1, out_of_batch: 0 },
    ]);
  });

  it('outside the batch is rejected when the settings say so', async () => {
    const ask = await oracleOver([writtenBatch(rows, batch)], { late_events: 'reject' });
    expect(await ask('SELECT rows_accepted, late, early, out_of_batch FROM oracle_totals')).toEqual([
      { rows_accepted: 4, late: 2, early: 1, out_of_batch: 3 },
    ]);
    expect(await ask('SELECT DISTINCT mini_batch_id, reason FROM oracle_rejects')).toEqual([
      { mini_batch_id: '20240419T0015Z', reason: 'out_of_batch' },
    ]);
  });
});
