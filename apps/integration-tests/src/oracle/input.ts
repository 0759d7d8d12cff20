import type { OracleSettings } from './settings';

/** A mini-batch of integration. */
export interface OracleBatch {
  readonly miniBatchId: string;
  /** ISO 8601 with Z, on the quarter hour; the end is exclusive. */
  readonly start: string;
  readonly end: string;
  /** JSON Lines, plain or .gz, or Parquet, as `settings.format` says. */
  readonly files: readonly string[];
}

/** A committed 30d snapshot of pair rarity of hosts. */
export interface PairHostBaseline {
  /** Reference time T: a midnight, ISO 8601 with Z. */
  readonly referenceTime: string;
  /** Parquet with src_ip, dst_ip, dst_port, pair_seen_count; none of an empty snapshot. */
  readonly files: readonly string[];
}

/** What the 15m tables are computed from. */
export interface OracleInput {
  /** Every batch whose slices exist, as history or as batch to process. */
  readonly batches: readonly OracleBatch[];
  /** FG-A's windows end at the slices that start in [windowEndsFrom, windowEndsTo); at every slice where absent. */
  readonly windowEndsFrom?: string;
  readonly windowEndsTo?: string;
  readonly settings: OracleSettings;
  readonly featureSpecVersion: string;
  readonly baselines?: readonly PairHostBaseline[];
}
