import type { BaselineHorizon, BaselineRange, EpisodeLabel } from '@ndr/pipelines';
import type { BaselineLevel } from '../baselines/levels';

/** What hosts and pairs are held against. */
export type Reference =
  | { readonly kind: 'baseline'; readonly horizon: BaselineHorizon; readonly end: string }
  /** No usable baseline: the hosts of the run itself, so that what is always so of a host cannot be known. */
  | { readonly kind: 'run'; readonly reason: string };

/** One metric of one window that stands out. */
export interface MetricEvidence {
  readonly metric: string;
  readonly kind: EvidenceKind;
  readonly role: string;
  readonly window_label: string;
  /** End of the window, a UTC instant. */
  readonly window_end_ts: string;
  readonly time_band: string;
  readonly segment_id: string;
  readonly value: number;
  /** Robust deviations from the median, negative below it. */
  readonly deviations: number;
  readonly baseline_level: BaselineLevel;
  readonly median: number;
  readonly p25: number;
  readonly p75: number;
  readonly p99: number;
}

/** What a metric is about. Kinds are as good as independent: several of them at once mean more than one alone. */
export type EvidenceKind =
  'activity' | 'bytes' | 'durations' | 'refusals' | 'peers' | 'services' | 'transports' | 'novelty';

/** A pair in the judged range, held against the baseline. */
export interface PairFinding {
  readonly rank: number;
  readonly src_ip: string;
  readonly dst_ip: string;
  readonly dst_port: number;
  readonly score: number;
  readonly sessions: number;
  readonly bytes_sent: number;
  readonly bytes_received: number;
  /** Quarter hours with a session. */
  readonly active_slices: number;
  readonly first_seen: string;
  readonly last_seen: string;
  /** Whether the source, its segment, and any source at all is without a session of it in the baseline. */
  readonly is_new_to_host: boolean;
  readonly is_new_to_segment: boolean;
  readonly is_new_to_all: boolean;
  readonly is_rare: boolean;
  /** Nats. */
  readonly surprisal: number;
  /** Labelled episodes that it belongs to. */
  readonly episodes: readonly string[];
}

/** A host with what makes it stand out, at its worst moment. */
export interface HostFinding {
  readonly rank: number;
  readonly host_ip: string;
  readonly score: number;
  /** Day (UTC) of its worst moment. */
  readonly day: string;
  /** The strongest metric of each kind of evidence, the strongest kind first. */
  readonly evidence: readonly MetricEvidence[];
  /** Its pairs that stand out most, and how many pairs of the day its baseline did not know. */
  readonly pairs: readonly PairFinding[];
  readonly new_pairs: number;
  /** Labelled episodes that it took part in. */
  readonly episodes: readonly string[];
}

/** A labelled episode with the rank of the first host that took part. */
export interface EpisodeFinding extends EpisodeLabel {
  /** Rank of its best ranked source, or target where no source is a host; null when none is ranked. */
  readonly rank: number | null;
  /** Rank of its best ranked pair. */
  readonly pair_rank: number | null;
}

/** How well a ranking finds what is labelled. */
export interface Evaluation {
  readonly recall: readonly { readonly k: number; readonly recall: number }[];
  /** Score from which on a host's day counts as an alarm. */
  readonly alarm_score: number;
  readonly alarms: number;
  readonly false_alarms: number;
  readonly host_days: number;
  readonly false_alarms_a_host_day: number;
}

/** What the tables of a range say. */
export interface Findings {
  /** Judged slices: start of the first, end of the last. */
  readonly from: string;
  readonly to: string;
  readonly reference: Reference;
  /** What cannot be said for lack of history, a sentence each. */
  readonly limits: readonly string[];
  /** Hosts that were judged. */
  readonly hosts_judged: number;
  readonly hosts: readonly HostFinding[];
  readonly pairs: readonly PairFinding[];
  /** Present when labels are given. */
  readonly episodes?: readonly EpisodeFinding[];
  readonly evaluation?: Evaluation;
}

/** What is ranked, and against what. */
export interface RankOptions {
  /** Range of slices; from the end of the baseline's range to the last committed slice unless given. */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** Days that baselines are made of, by horizon; those between them and the reference time are judged. */
  readonly baselineRanges?: Readonly<Record<BaselineHorizon, BaselineRange>> | undefined;
  readonly horizon?: BaselineHorizon | undefined;
  /** `labels.jsonl` of simulated traffic. */
  readonly labelsFile?: string | undefined;
  /** Hosts and pairs that are listed, at most. */
  readonly limit?: number | undefined;
}
