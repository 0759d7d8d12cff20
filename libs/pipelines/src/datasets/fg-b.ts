import { columns, defineDataset } from '@ndr/core';

/** Robust baselines of hosts and segments, and the rarity of pairs. */
export const fgB = defineDataset({
  name: 'fg_b',
  description: 'What is normal: baselines over 7 and 30 days, and how rare each pair is.',
  partitioning: 'baseline',
  tables: {
    pair_host: {
      folder: 'pair_host',
      description: 'How often a source used a service of a destination.',
      key: ['src_ip', 'dst_ip', 'dst_port'],
      columns: [
        ...columns('string', { src_ip: 'Source address', dst_ip: 'Destination address' }),
        ...columns('int', { dst_port: 'Destination port, 0 where the transport has none' }),
        ...columns('long', {
          pair_seen_count: 'Sessions in the range',
          active_days: 'UTC days with a session',
        }),
        ...columns('double', { pair_daily_avg: 'Sessions a day of the horizon' }),
        ...columns('timestamp', { pair_last_seen_ts: 'Latest end of a session' }),
        ...columns('double', {
          pair_rarity_score: '1 / (1 + sessions)',
          pair_surprisal: 'Surprisal (nats) of the pair among those of its source, smoothed',
        }),
        ...columns('int', { is_rare_pair_flag: '1 when the score is at least rarity_threshold' }),
      ],
    },
  },
});
