import type { EpisodeLabel } from '@ndr/pipelines';
import type { EpisodeFinding, Evaluation, PairFinding } from './findings';
import type { HostDay } from './host-days';
import { episodesOfHost } from './involvement';
import { judgedInterval } from './ranked-hosts';

/** Numbers of first hosts of which recall is told. */
const recallAt = [5, 10, 20] as const;

/** Score from which on a host's day counts as an alarm. */
export const alarmScore = 9;

/** Each episode with the rank of the first host, and the first pair, that took part in it. */
export function episodeRanks(
  labels: readonly EpisodeLabel[],
  worst: readonly HostDay[],
  pairs: readonly PairFinding[],
): readonly EpisodeFinding[] {
  const rankOf = new Map(worst.map(({ host_ip }, index) => [host_ip, index + 1]));
  return labels.map((label) => {
    const sources = label.source_ips.flatMap((host) => rankOf.get(host) ?? []);
    const targets = label.target_ips.flatMap((host) => rankOf.get(host) ?? []);
    const ranks = sources.length > 0 ? sources : targets;
    return {
      ...label,
      rank: ranks.length > 0 ? Math.min(...ranks) : null,
      pair_rank: pairs.find(({ episodes }) => episodes.includes(label.episode))?.rank ?? null,
    };
  });
}

/**
 * How well the ranking finds the episodes: recall at k is the share of them with a host among the first k; a false alarm
 * is an alarm on a day of a host that no episode touched.
 */
export function evaluate(episodes: readonly EpisodeFinding[], days: readonly HostDay[]): Evaluation {
  const alarms = days.filter(({ score }) => score >= alarmScore);
  const isFalse = (day: HostDay) => episodesOfHost(day.host_ip, judgedInterval(day), episodes).length === 0;
  const falseAlarms = alarms.filter(isFalse).length;
  return {
    recall: recallAt.map((k) => ({
      k,
      recall: episodes.filter(({ rank }) => rank !== null && rank <= k).length / Math.max(1, episodes.length),
    })),
    alarm_score: alarmScore,
    alarms: alarms.length,
    false_alarms: falseAlarms,
    host_days: days.length,
    false_alarms_a_host_day: falseAlarms / Math.max(1, days.length),
  };
}
