import type { EpisodeLabel } from '@ndr/pipelines';
import type { PairFinding } from './findings';
import { episodesOfPair, namesOf } from './involvement';
import type { Database } from '../tables/database';
import { instantText } from '../tables/days';

/** Services of one source and destination that are listed, at most: the others of a scan say the same. */
const mostServices = 3;

/** Pairs that stand out, the most unexpected first. */
export async function rankedPairs(
  database: Database,
  labels: readonly EpisodeLabel[],
  limit: number,
): Promise<PairFinding[]> {
  const pairs = await database.rows<Omit<PairFinding, 'rank' | 'episodes'>>(`
    SELECT src_ip, dst_ip, dst_port, score, sessions, bytes_sent, bytes_received, active_slices,
      ${instantText('first_ms')} AS first_seen, ${instantText('last_ms')} AS last_seen,
      is_new_to_host, is_new_to_segment, is_new_to_all, is_rare, surprisal
    FROM pairs WHERE score > 0
    QUALIFY row_number() OVER (PARTITION BY src_ip, dst_ip ORDER BY score DESC, dst_port) <= ${mostServices}
    ORDER BY score DESC, src_ip, dst_ip, dst_port LIMIT ${limit}`);
  return pairs.map((pair, index) => ({
    rank: index + 1,
    ...pair,
    episodes: namesOf(episodesOfPair(pair, labels)),
  }));
}
