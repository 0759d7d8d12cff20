import { filesOf, parquetRows, type Committed } from '../tables/committed';
import { dayOf } from '../tables/days';
import type { Database } from '../tables/database';

/**
 * Creates `pairs`: each (src_ip, dst_ip, dst_port) of the judged range with its traffic, what a baseline knows of it, and
 * a score. Without a baseline every pair is compared with the others of the run alone.
 */
export async function createJudgedPairs(
  database: Database,
  pairCounts: Committed,
  baseline: Committed | undefined,
): Promise<void> {
  const rows = parquetRows(filesOf(pairCounts, 'pair_counts'));
  await database.run(`CREATE OR REPLACE TEMP TABLE pair_traffic AS
    SELECT src_ip, dst_ip, dst_port, max(segment_id) AS segment_id, sum(sessions_cnt)::DOUBLE AS sessions,
      sum(bytes_sent_sum)::DOUBLE AS bytes_sent, sum(bytes_recv_sum)::DOUBLE AS bytes_received,
      count(*)::DOUBLE AS active_slices,
      min(epoch_ms(first_event_ts)) AS first_ms, max(epoch_ms(last_event_ts)) AS last_ms
    FROM ${rows ?? noPairCounts} GROUP BY src_ip, dst_ip, dst_port`);
  await database.run(
    `CREATE OR REPLACE TEMP TABLE known_pairs AS SELECT * FROM ${(baseline && parquetRows(filesOf(baseline, 'pair_host'))) ?? noPairs('src_ip')}`,
  );
  await database.run(
    `CREATE OR REPLACE TEMP TABLE known_segment_pairs AS SELECT * FROM ${(baseline && parquetRows(filesOf(baseline, 'pair_segment'))) ?? noPairs('segment_id')}`,
  );
  await database.run(`CREATE OR REPLACE TEMP TABLE pairs AS SELECT *, ${scoreSql} AS score FROM (${judgedPairsSql})`);
  await database.run(`CREATE OR REPLACE TEMP TABLE pair_days AS
    SELECT DISTINCT src_ip, dst_ip, dst_port, ${dayOf('epoch_ms(last_event_ts)')} AS day FROM ${rows ?? noPairCounts}`);
}

const noPairCounts = `(SELECT '' AS src_ip, '' AS dst_ip, 0 AS dst_port, '' AS segment_id, 0 AS sessions_cnt,
  0 AS bytes_sent_sum, 0 AS bytes_recv_sum, now() AS first_event_ts, now() AS last_event_ts WHERE false)`;

const noPairs = (key: string) => `(SELECT '' AS ${key}, '' AS dst_ip, 0 AS dst_port, 0 AS pair_seen_count,
  0.0 AS pair_surprisal, 0 AS is_rare_pair_flag WHERE false)`;

/** How much a pair stands out: how unexpected it is, as often as it lasts and moves bytes; 0 of a pair that is usual. */
const scoreSql = `CASE WHEN is_new_to_host AND has_history OR is_new_to_segment THEN
    surprisal * (0.5 + 0.25 * is_new_to_segment::INT + 0.25 * is_new_to_all::INT)
      * (ln(1 + active_slices) + ln(1 + (bytes_sent + bytes_received) / 1e6)) / 10
  ELSE 0 END`;

/** Sessions of a source in the baseline below which its own history says little of what is new to it. */
const littleHistory = 20;

/**
 * How unexpected a pair is, in nats: of a source with history by its own sessions, else by those of its segment; a pair
 * that was not seen counts as none of Σ sessions and V pairs: ln(Σ + V). It weighs as much as the pair lasts and moves.
 */
const judgedPairsSql = `
  WITH hosts AS (
    SELECT src_ip, sum(pair_seen_count)::DOUBLE AS seen, count(*)::DOUBLE AS known FROM known_pairs GROUP BY src_ip
  ), segments AS (
    SELECT segment_id, sum(pair_seen_count)::DOUBLE AS seen, count(*)::DOUBLE AS known
    FROM known_segment_pairs GROUP BY segment_id
  ), services AS (SELECT DISTINCT dst_ip, dst_port FROM known_pairs)
  SELECT t.*, h.pair_seen_count IS NULL AS is_new_to_host, s.pair_seen_count IS NULL AS is_new_to_segment,
    services.dst_ip IS NULL AS is_new_to_all, coalesce(h.is_rare_pair_flag, 1) = 1 AS is_rare,
    coalesce(hosts.seen, 0) >= ${littleHistory} AS has_history,
    CASE WHEN coalesce(hosts.seen, 0) >= ${littleHistory} THEN coalesce(h.pair_surprisal, ln(hosts.seen + hosts.known))
      ELSE coalesce(s.pair_surprisal, ln(segments.seen + segments.known), 0) END AS surprisal
  FROM pair_traffic AS t
  LEFT JOIN known_pairs AS h USING (src_ip, dst_ip, dst_port)
  LEFT JOIN known_segment_pairs AS s ON s.segment_id = t.segment_id AND s.dst_ip = t.dst_ip AND s.dst_port = t.dst_port
  LEFT JOIN hosts ON hosts.src_ip = t.src_ip
  LEFT JOIN segments ON segments.segment_id = t.segment_id
  LEFT JOIN services ON services.dst_ip = t.dst_ip AND services.dst_port = t.dst_port`;
