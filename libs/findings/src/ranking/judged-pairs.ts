import { filesOf, parquetRows, type Committed } from '../tables/committed';
import type { Database } from '../tables/database';
import { dayOf } from '../tables/days';

/**
 * Creates `pairs`: each (src_ip, dst_ip, dst_port) of the judged range with its traffic, what the baseline knows of it, and
 * a score; and `pair_days`, the days of UTC on which each was seen. Without a baseline pairs are held against the run.
 * Needs the relation `judged`.
 */
export async function createJudgedPairs(
  database: Database,
  pairCounts: Committed,
  baseline: Committed | undefined,
): Promise<void> {
  const rows = parquetRows(filesOf(pairCounts, 'pair_counts')) ?? noPairCounts;
  await database.run(`CREATE OR REPLACE TEMP TABLE pair_traffic AS
    SELECT src_ip, dst_ip, dst_port, max(segment_id) AS segment_id, sum(sessions_cnt)::DOUBLE AS sessions,
      sum(bytes_sent_sum)::DOUBLE AS bytes_sent, sum(bytes_recv_sum)::DOUBLE AS bytes_received,
      count(*)::DOUBLE AS active_slices,
      min(epoch_ms(first_event_ts)) AS first_ms, max(epoch_ms(last_event_ts)) AS last_ms
    FROM ${rows} GROUP BY src_ip, dst_ip, dst_port`);
  await database.run(`CREATE OR REPLACE TEMP TABLE pair_days AS
    SELECT DISTINCT src_ip, dst_ip, dst_port, ${dayOf('epoch_ms(slice_start)')} AS day FROM ${rows}`);
  for (const [table, key] of [
    ['pair_host', 'src_ip'],
    ['pair_segment', 'segment_id'],
  ] as const) {
    const known = (baseline && parquetRows(filesOf(baseline, table))) ?? noPairs(key);
    await database.run(`CREATE OR REPLACE TEMP TABLE known_${table} AS
      SELECT ${key}, dst_ip, dst_port, pair_seen_count::DOUBLE AS seen, pair_surprisal, is_rare_pair_flag FROM ${known}`);
  }
  await database.run(baseline ? knownPairs : pairsOfRun);
  await database.run(`CREATE OR REPLACE TEMP TABLE pairs AS
    SELECT *, surprisal / 10 * novelty * weight * (1 + ${rarePortWeight} * port_rarity) AS score FROM (
      SELECT expected.*, ${portRarity} AS port_rarity,
        ln(1 + active_slices) + ln(1 + bytes_sent / 1e6) + ln(1 + sessions / active_slices) AS weight
      FROM expected LEFT JOIN port_users USING (dst_port)
    )`);
}

const noPairCounts = `(SELECT '' AS src_ip, '' AS dst_ip, 0 AS dst_port, '' AS segment_id, 0 AS sessions_cnt,
  0 AS bytes_sent_sum, 0 AS bytes_recv_sum, now() AS slice_start, now() AS first_event_ts, now() AS last_event_ts
  WHERE false)`;

const noPairs = (key: string) => `(SELECT '' AS ${key}, '' AS dst_ip, 0 AS dst_port, 0 AS pair_seen_count,
  0.0 AS pair_surprisal, 0 AS is_rare_pair_flag WHERE false)`;

/** Sessions of a source in the baseline below which its own history says nothing of what is new to it. */
const littleHistory = 20;

/** How much more a pair weighs whose port no source used before, than one whose port every source used. */
const rarePortWeight = 3;

/** From 0 of a port that every source used to 1 of one that none did. */
const portRarity = `1 - ln(1 + coalesce(users, 0)) / ln(1 + greatest(1, (SELECT max(sources) FROM port_users)))`;

/**
 * What the baseline expects: `surprisal` in nats, of a source with history by its own sessions, else by those of its
 * segment; an unseen pair counts as one of Σ sessions and V pairs. Where the segment has none either, a host is held
 * against everybody: its network is new, and so is whatever it does. Of other addresses nothing is expected, for the
 * internet always sends new ones. `novelty`: 1 when no source ever met the service of that destination, less when its
 * segment or another did, 0 when it is usual.
 */
const knownPairs = `
  CREATE OR REPLACE TEMP TABLE port_users AS
    SELECT dst_port, count(DISTINCT src_ip) AS users, (SELECT count(DISTINCT src_ip) FROM known_pair_host) AS sources
    FROM known_pair_host GROUP BY dst_port;
  CREATE OR REPLACE TEMP TABLE expected AS
    WITH hosts AS (SELECT src_ip, sum(seen) AS seen, count(*) AS known FROM known_pair_host GROUP BY src_ip),
    segments AS (SELECT segment_id, sum(seen) AS seen, count(*) AS known FROM known_pair_segment GROUP BY segment_id),
    services AS (SELECT dst_ip, dst_port, sum(seen) AS seen FROM known_pair_host GROUP BY ALL)
    SELECT *, CASE WHEN is_new_to_all THEN 1 WHEN is_new_to_segment THEN 0.5 WHEN is_new_to_host AND has_history THEN 0.25
      ELSE 0 END AS novelty
    FROM (
      SELECT t.*, h.seen IS NULL AS is_new_to_host, s.seen IS NULL AS is_new_to_segment,
        services.dst_ip IS NULL AS is_new_to_all, coalesce(h.is_rare_pair_flag, 1) = 1 AS is_rare,
        coalesce(hosts.seen, 0) >= ${littleHistory} AS has_history,
        CASE WHEN coalesce(hosts.seen, 0) >= ${littleHistory}
          THEN coalesce(h.pair_surprisal, ln(hosts.seen + hosts.known))
          ELSE coalesce(s.pair_surprisal, ln(segments.seen + segments.known), CASE WHEN is_host
            THEN ln((SELECT sum(seen) + count(*) FROM services) / (coalesce(services.seen, 0) + 1)) END, 0) END AS surprisal
      FROM (SELECT *, src_ip IN (SELECT host_ip FROM judged) AS is_host FROM pair_traffic) AS t
      LEFT JOIN known_pair_host AS h USING (src_ip, dst_ip, dst_port)
      LEFT JOIN known_pair_segment AS s
        ON s.segment_id = t.segment_id AND s.dst_ip = t.dst_ip AND s.dst_port = t.dst_port
      LEFT JOIN hosts ON hosts.src_ip = t.src_ip
      LEFT JOIN segments ON segments.segment_id = t.segment_id
      LEFT JOIN services ON services.dst_ip = t.dst_ip AND services.dst_port = t.dst_port
    )`;

/** What the run itself expects: by the sessions of the source in it; what few sources meet is as good as new. */
const pairsOfRun = `
  CREATE OR REPLACE TEMP TABLE port_users AS
    SELECT dst_port, count(DISTINCT src_ip) AS users, (SELECT count(DISTINCT src_ip) FROM pair_traffic) AS sources
    FROM pair_traffic GROUP BY dst_port;
  CREATE OR REPLACE TEMP TABLE expected AS
    SELECT *, false AS is_new_to_host, false AS is_new_to_segment, false AS is_new_to_all, sessions <= 4 AS is_rare,
      -ln((sessions + 1) / (sum(sessions) OVER of_source + count(*) OVER of_source)) AS surprisal,
      1 / count(*) OVER (PARTITION BY dst_ip, dst_port) AS novelty
    FROM pair_traffic WINDOW of_source AS (PARTITION BY src_ip)`;
