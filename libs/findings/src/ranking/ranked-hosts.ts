import { windowSlices } from '@ndr/pipelines';
import type { EpisodeLabel } from '@ndr/pipelines';
import { sliceMilliseconds } from '@ndr/core';
import type { HostFinding, MetricEvidence, PairFinding } from './findings';
import type { HostDay } from './host-days';
import { episodesOfHost, namesOf } from './involvement';
import type { Interval } from '../tables/commit-records';
import type { Database } from '../tables/database';
import { dayMilliseconds, instantText } from '../tables/days';

/** Pairs that are shown with a host. */
const pairsShown = 5;

/** What a day of a host is judged by: the day, and what its strongest window reaches back to. */
export function judgedInterval({ day, window_label, window_end_ms }: HostDay): Interval {
  const start = Date.parse(`${day}T00:00:00Z`);
  const slices = window_label === null ? 0 : windowSlices[window_label as keyof typeof windowSlices];
  const since = window_end_ms === null ? start : window_end_ms - slices * sliceMilliseconds;
  return { start: Math.min(start, since), end: start + dayMilliseconds };
}

/** Each host on its worst day, the one that stands out most first. */
export function worstDays(days: readonly HostDay[]): readonly HostDay[] {
  const worst = new Map<string, HostDay>();
  for (const day of days) if (!worst.has(day.host_ip)) worst.set(day.host_ip, day);
  return [...worst.values()];
}

/** The first `limit` hosts of `worst`, with the evidence. */
export async function rankedHosts(
  database: Database,
  worst: readonly HostDay[],
  {
    labels,
    pairs,
    limit,
  }: { readonly labels: readonly EpisodeLabel[]; readonly pairs: readonly PairFinding[]; readonly limit: number },
): Promise<HostFinding[]> {
  const hosts: HostFinding[] = [];
  for (const [index, day] of worst.slice(0, limit).entries()) {
    hosts.push({
      rank: index + 1,
      host_ip: day.host_ip,
      score: day.score,
      day: day.day,
      evidence: await evidenceOf(database, day),
      pairs: pairs.filter(({ src_ip }) => src_ip === day.host_ip).slice(0, pairsShown),
      new_pairs: day.new_pairs,
      episodes: namesOf(episodesOfHost(day.host_ip, judgedInterval(day), labels)),
    });
  }
  return hosts;
}

/** The strongest metric of each kind in the strongest window of a day. */
async function evidenceOf(database: Database, day: HostDay): Promise<MetricEvidence[]> {
  const { host_ip, window_end_ms, window_label, role } = day;
  if (window_end_ms === null || window_label === null || role === null) return [];
  return database.rows<MetricEvidence>(
    `SELECT metric, kind, role, window_label, ${instantText('window_end_ms')} AS window_end_ts, time_band, segment_id,
       value, deviations, baseline_level, median, p25, p75, p99
     FROM deviating
     WHERE host_ip = $host_ip AND window_end_ms = $window_end_ms AND window_label = $window_label AND role = $role
     QUALIFY row_number() OVER (PARTITION BY kind ORDER BY strength DESC, metric) = 1
     ORDER BY strength DESC, metric`,
    { host_ip, window_end_ms, window_label, role },
  );
}
