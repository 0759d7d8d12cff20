import { readSnapshot, type SnapshotChoice } from '../baselines/snapshots';
import { filesOf, parquetRows } from '../tables/committed';
import type { Database } from '../tables/database';
import type { ProjectTables } from '../tables/project-tables';

/** Which pair is asked for. */
export interface PairQuestion extends SnapshotChoice {
  readonly srcIp: string;
  readonly dstIp: string;
  /** 0 where the transport has no ports. */
  readonly dstPort: number;
  /** Segment of the source. */
  readonly segmentId: string;
}

/** How rare a pair is to a source, or to a segment of sources. Names are those of FG-B's columns. */
export interface PairRarity {
  /** Whether the baseline knows no session of it: a miss of the lookup. */
  readonly is_new_pair: boolean;
  readonly is_rare_pair_flag: number;
  readonly pair_seen_count: number;
  readonly active_days: number;
  readonly pair_daily_avg: number;
  /** UTC instant; null of a new pair. */
  readonly pair_last_seen_ts: string | null;
  /** 1 / (1 + sessions): 1 of a new pair. */
  readonly pair_rarity_score: number;
  /** Nats; of a new pair −ln(1 / (sessions of the key + distinct pairs of the key)), null of a key that is new itself. */
  readonly pair_surprisal: number | null;
}

/** What a snapshot says of a pair, to its source and to the segment of its source. */
export interface PairLookup {
  readonly baseline_horizon: string;
  readonly baseline_end: string;
  readonly host: PairRarity;
  readonly segment: PairRarity;
}

/**
 * How rare it is that a source, and its segment, use a service of a destination.
 * @throws NdrError `findings.no-baseline`, `findings.unreadable`
 */
export async function lookupPair(tables: ProjectTables, question: PairQuestion): Promise<PairLookup> {
  const { srcIp, segmentId } = question;
  return readSnapshot(tables, question, async (database, snapshot) => {
    const rarity = (table: string, key: readonly [string, string]) =>
      rarityOf(database, parquetRows(filesOf(snapshot, table)), key, question);
    return {
      baseline_horizon: snapshot.horizon,
      baseline_end: snapshot.end,
      host: await rarity('pair_host', ['src_ip', srcIp]),
      segment: await rarity('pair_segment', ['segment_id', segmentId]),
    };
  });
}

/** A pair that no session of the range had: the formulas of pair rarity with nothing seen. */
function newPair(sessions: number, pairs: number): PairRarity {
  return {
    is_new_pair: true,
    is_rare_pair_flag: 1,
    pair_seen_count: 0,
    active_days: 0,
    pair_daily_avg: 0,
    pair_last_seen_ts: null,
    pair_rarity_score: 1,
    pair_surprisal: pairs === 0 ? null : Math.log(sessions + pairs),
  };
}

async function rarityOf(
  database: Database,
  rows: string | undefined,
  [keyColumn, key]: readonly [string, string],
  { dstIp, dstPort }: PairQuestion,
): Promise<PairRarity> {
  if (rows === undefined) return newPair(0, 0);
  const [found] = await database.rows<Omit<PairRarity, 'is_new_pair'>>(
    `SELECT is_rare_pair_flag, pair_seen_count::DOUBLE AS pair_seen_count, active_days::DOUBLE AS active_days,
       pair_daily_avg, strftime(make_timestamp(epoch_us(pair_last_seen_ts)), '%Y-%m-%dT%H:%M:%S.%fZ') AS pair_last_seen_ts,
       pair_rarity_score, pair_surprisal
     FROM ${rows} WHERE ${keyColumn} = $key AND dst_ip = $dstIp AND dst_port = $dstPort`,
    { key, dstIp, dstPort },
  );
  if (found) return { is_new_pair: false, ...found };
  const [known] = await database.rows<{ readonly sessions: number; readonly pairs: number }>(
    `SELECT coalesce(sum(pair_seen_count), 0)::DOUBLE AS sessions, count(*)::DOUBLE AS pairs
     FROM ${rows} WHERE ${keyColumn} = $key`,
    { key },
  );
  return newPair(known?.sessions ?? 0, known?.pairs ?? 0);
}
