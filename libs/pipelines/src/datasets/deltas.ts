import { columns, defineDataset, type Column } from '@ndr/core';

/** Sums over a host's sessions in a slice that stay true when slices are added up. */
export const additiveColumns: readonly Column[] = [
  ...columns('long', {
    sessions_cnt: 'Sessions',
    bytes_sent_sum: 'Bytes that the host sent',
    bytes_recv_sum: 'Bytes that the host received',
  }),
  ...columns('double', { duration_sum: 'Seconds that the sessions lasted, summed exactly in microseconds' }),
  ...columns('long', {
    allow_cnt: 'Sessions that were allowed',
    deny_cnt: 'Sessions whose action is one of deny_actions',
    alert_cnt: 'Sessions with action alert',
    rst_cnt: 'Sessions that ended by a TCP reset',
    aged_out_cnt: 'Sessions that ended by ageing out',
    zero_reply_cnt: 'Sessions in which the responder sent no byte',
    short_session_cnt: 'Sessions of at most short_session_seconds',
    threat_cnt: 'Sessions logged as THREAT',
    traffic_cnt: 'Sessions logged as TRAFFIC',
    tcp_cnt: 'Sessions over TCP',
    udp_cnt: 'Sessions over UDP',
    icmp_cnt: 'Sessions over ICMP or ICMPv6',
    high_risk_port_sessions_cnt: 'Sessions to a high-risk port',
    admin_port_sessions_cnt: 'Sessions to a port of administration',
    fileshare_port_sessions_cnt: 'Sessions to a port of file sharing',
    directory_port_sessions_cnt: 'Sessions to a port of directory services',
    db_port_sessions_cnt: 'Sessions to a port of databases',
  }),
];

const hostKey = columns('string', {
  host_ip: 'Address of the host',
  role: 'outbound: the host is the source; inbound: it is the destination',
});
const sliceColumn = columns('timestamp', { slice_start: 'Start of the quarter hour' });

/** Per-slice sums of each host in each role, and of each of its peers. */
export const deltas = defineDataset({
  name: 'deltas',
  description: 'Sums of a slice: a host and role, and each of its peers.',
  partitioning: 'slice',
  tables: {
    host: {
      folder: 'host',
      description: 'What a host did in a slice, in one role.',
      key: ['host_ip', 'role', 'slice_start'],
      columns: [
        ...hostKey,
        ...sliceColumn,
        ...additiveColumns,
        ...columns('long', { max_sessions_per_minute: 'Most sessions that ended in one minute' }),
      ],
    },
    peer: {
      folder: 'peer',
      description: 'What a host did with one peer and service in a slice, in one role.',
      key: ['host_ip', 'role', 'slice_start', 'peer_ip', 'peer_port'],
      columns: [
        ...hostKey,
        ...sliceColumn,
        ...columns('string', { peer_ip: 'Address at the other end' }),
        ...columns('int', { peer_port: 'Destination port: the service used' }),
        ...columns('long', {
          sessions_cnt: 'Sessions',
          bytes_sent_sum: 'Bytes that the host sent',
          bytes_recv_sum: 'Bytes that the host received',
        }),
      ],
    },
  },
});
