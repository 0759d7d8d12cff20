import { flow, oracleOver, writtenBatch } from './written-batches';

const rows = [
  flow({ event_start: '2024-04-19T00:01:00Z', event_end: '2024-04-19T00:03:00Z' }),
  flow({ event_start: '2024-04-19T00:00:30Z', event_end: '2024-04-19T00:02:00Z', event_name: 'traffic' }),
  flow({ destination_port: 0 }),
  flow({ destination_port: 9, network_transport: 'icmp' }),
  flow({ event_name: 'THREAT' }),
  flow({ event_name: '' }),
  flow({ source_ip: '203.0.113.9', destination_ip: '10.0.0.1' }),
];

it('pair counts sum the traffic between two addresses on a port, hosts or not', async () => {
  const ask = await oracleOver([writtenBatch(rows)]);
  expect(await ask('SELECT * FROM oracle_pair_counts ORDER BY src_ip, dst_port')).toEqual([
    {
      src_ip: '10.0.0.1',
      dst_ip: '203.0.113.5',
      dst_port: 0, // icmp; that of tcp on port 0 is left out
      slice_start: '2024-04-19T00:00:00.000Z',
      sessions_cnt: 1,
      bytes_sent_sum: 100,
      bytes_recv_sum: 200,
      first_event_ts: '2024-04-19T00:01:00.000Z',
      last_event_ts: '2024-04-19T00:01:02.000Z',
      segment_id: '10.0.0.0/24',
    },
    {
      src_ip: '10.0.0.1',
      dst_ip: '203.0.113.5',
      dst_port: 443,
      slice_start: '2024-04-19T00:00:00.000Z',
      sessions_cnt: 2,
      bytes_sent_sum: 200,
      bytes_recv_sum: 400,
      first_event_ts: '2024-04-19T00:00:30.000Z',
      last_event_ts: '2024-04-19T00:03:00.000Z',
      segment_id: '10.0.0.0/24',
    },
    {
      src_ip: '203.0.113.9',
      dst_ip: '10.0.0.1',
      dst_port: 443,
      slice_start: '2024-04-19T00:00:00.000Z',
      sessions_cnt: 1,
      bytes_sent_sum: 100,
      bytes_recv_sum: 200,
      first_event_ts: '2024-04-19T00:01:00.000Z',
      last_event_ts: '2024-04-19T00:01:02.000Z',
      segment_id: '203.0.113.0/24',
    },
  ]);
});

it('what pair counts leave out is counted, so that sessions reconcile with outbound deltas of all addresses', async () => {
  const ask = await oracleOver([writtenBatch(rows)], { internal_networks: [] });
  expect(
    await ask(`SELECT rows_accepted, not_in_pair_counts,
      (SELECT sum(sessions_cnt)::INTEGER FROM oracle_pair_counts) AS paired,
      (SELECT sum(sessions_cnt)::INTEGER FROM oracle_deltas_host WHERE role = 'outbound') AS outbound
      FROM oracle_totals`),
  ).toEqual([{ rows_accepted: 7, not_in_pair_counts: 3, paired: 4, outbound: 7 }]);
});
