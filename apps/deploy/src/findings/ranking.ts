import { attackOf, type Findings, type HostFinding, type MetricEvidence, type PairFinding } from '@ndr/findings';
import { tableLines } from '../render/table';

const shownHosts = 10;
const shownPairs = 5;
const shownEvidence = 3;

/** The first hosts and pairs of a ranking with what speaks for them, and what it could not know. */
export function rankingLines(findings: Findings): readonly string[] {
  const { hosts, pairs, hosts_judged, from, to, limits } = findings;
  const standing = hosts.filter(({ score }) => score > 0);
  return [
    `${String(hosts_judged)} hosts judged, ${minuteText(from)} to ${minuteText(to)} UTC, ${referenceText(findings)}`,
    '',
    ...(standing.length === 0 ? ['No host stands out.'] : hostLines(standing.slice(0, shownHosts))),
    ...evaluationLines(findings),
    ...(pairs.length === 0 ? [] : ['', ...pairLines(pairs.slice(0, shownPairs))]),
    ...(limits.length === 0 ? [] : ['', 'What this cannot know', ...limits.map((sentence) => `  ${sentence}`)]),
  ];
}

function referenceText({ reference }: Findings): string {
  return reference.kind === 'baseline'
    ? `against the ${reference.horizon} baseline of ${reference.end}`
    : 'against each other';
}

function hostLines(hosts: readonly HostFinding[]): readonly string[] {
  const isLabelled = hosts.some(({ episodes }) => episodes.length > 0);
  const rows = hosts.map(({ rank, host_ip, score, day, evidence, episodes }) => [
    rank,
    host_ip,
    score,
    evidence[0] ? minuteText(evidence[0].window_end_ts) : day,
    ...(isLabelled ? [episodes.map(attackOf).join(', ')] : []),
    evidence.slice(0, shownEvidence).map(evidenceText).join(', '),
  ]);
  const headings = ['rank', 'host', 'score', 'worst until', ...(isLabelled ? ['attack'] : []), 'evidence'];
  return indented('Hosts that stand out', tableLines(headings, rows));
}

/** How well labelled attacks were found; nothing without labels in the range. */
export function evaluationLines({ episodes = [], evaluation }: Findings): readonly string[] {
  if (episodes.length === 0 || !evaluation) return [];
  const { recall, false_alarms_a_host_day: falseAlarms } = evaluation;
  const shares = recall.map((each) => `${String(Math.round(each.recall * 100))} %`).join(', ');
  const counts = recall.map(({ k }) => String(k)).join(', ');
  return [
    '',
    `Among the first ${counts} hosts are ${shares} of the attacks; false alarms a host-day: ${falseAlarms.toFixed(3)}.`,
  ];
}

/** `sessions_cnt +12 (w_1h, SEGMENT)`: robust deviations, window, and whose baseline. */
function evidenceText({ metric, deviations, window_label, baseline_level }: MetricEvidence): string {
  const count = Math.round(Math.abs(deviations)).toLocaleString('en');
  return `${metric} ${deviations < 0 ? '−' : '+'}${count} (${window_label}, ${baseline_level})`;
}

function pairLines(pairs: readonly PairFinding[]): readonly string[] {
  const headings = ['rank', 'source', 'destination', 'port', 'score', 'sessions', ''];
  const rows = pairs.map((pair) => [
    pair.rank,
    pair.src_ip,
    pair.dst_ip,
    String(pair.dst_port),
    pair.score,
    pair.sessions,
    noveltyText(pair),
  ]);
  return indented('Pairs that stand out', tableLines(headings, rows));
}

function noveltyText({ is_new_to_all, is_new_to_segment, is_new_to_host, is_rare }: PairFinding): string {
  if (is_new_to_all) return 'new to all';
  if (is_new_to_segment) return 'new to the segment';
  if (is_new_to_host) return 'new to the source';
  return is_rare ? 'rare' : '';
}

function indented(title: string, lines: readonly string[]): readonly string[] {
  return [title, ...lines.map((line) => `  ${line}`)];
}

/** `2024-05-19 14:15`. */
function minuteText(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}
