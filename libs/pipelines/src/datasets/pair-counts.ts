import { columns, defineDataset } from '@ndr/core';

/** Per-slice counts of each (source, destination, destination port). */
export const pairCounts = defineDataset({
  name: 'pair_counts',
  description: 'Sessions of each source, destination and port in a slice.',
  partitioning: 'slice',
  tables: {
    pair_counts: {
      folder: '',
      description: 'One pair of addresses and a service in a slice.',
      key: ['src_ip', 'dst_ip', 'dst_port', 'slice_start'],
      columns: [
        ...columns('string', { src_ip: 'Source address', dst_ip: 'Destination address' }),
        ...columns('int', { dst_port: 'Destination port, 0 where the transport has none' }),
        ...columns('timestamp', { slice_start: 'Start of the quarter hour' }),
        ...columns('long', {
          sessions_cnt: 'Sessions',
          bytes_sent_sum: 'Bytes that the source sent',
          bytes_recv_sum: 'Bytes that the source received',
        }),
        ...columns('timestamp', {
          first_event_ts: 'Earliest start of a session',
          last_event_ts: 'Latest end of a session',
        }),
        ...columns('string', { segment_id: 'Segment of the source' }),
      ],
    },
  },
});
