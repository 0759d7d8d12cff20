import type { EpisodeLabel } from '@ndr/pipelines';
import type { Interval } from '../tables/commit-records';

/** Targets of an episode beyond which each of them is hardly touched. */
const fewTargets = 10;

/** Whether a part of an episode lies in `interval`; the end of its last session is a part of it. */
export function isWithin({ start, end }: Interval, label: Pick<EpisodeLabel, 'start' | 'end'>): boolean {
  return Date.parse(label.start) < end && Date.parse(label.end) >= start;
}

/** Episodes in which a host took part during `interval`: as a source, or as one of few targets. */
export function episodesOfHost(
  host: string,
  interval: Interval,
  labels: readonly EpisodeLabel[],
): readonly EpisodeLabel[] {
  return labels.filter(
    (label) =>
      isWithin(interval, label) &&
      (label.source_ips.includes(host) || (label.target_ips.length <= fewTargets && label.target_ips.includes(host))),
  );
}

/** Episodes whose sessions a pair has. */
export function episodesOfPair(
  pair: { readonly src_ip: string; readonly dst_ip: string; readonly dst_port: number },
  labels: readonly EpisodeLabel[],
): readonly EpisodeLabel[] {
  return labels.filter(
    ({ source_ips, target_ips, target_ports }) =>
      source_ips.includes(pair.src_ip) && target_ips.includes(pair.dst_ip) && target_ports.includes(pair.dst_port),
  );
}

/** Names of episodes, as findings hold them. */
export function namesOf(labels: readonly EpisodeLabel[]): readonly string[] {
  return labels.map(({ episode }) => episode);
}

/** The kind of attack that the name of an episode ends with: `port-scan` of `69196f92eeef265a-port-scan`. */
export function attackOf(episode: string): string {
  return episode.replace(/^[0-9a-f]{8,}-/, '');
}
