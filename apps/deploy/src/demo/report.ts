import { attackOf, type EpisodeFinding, type Findings, type HostFinding, type MetricEvidence } from '@ndr/findings';
import { evaluationLines } from '../findings/ranking';
import { tableLines } from '../render/table';

/** Where the demo's data lies. */
export interface DemoData {
  readonly project: string;
  readonly version: string;
  readonly flows: number;
  /** Folder of the project's tables. */
  readonly tables: string;
  /** The page of the findings. */
  readonly page: string;
}

const number = new Intl.NumberFormat('en');
const shownHosts = 12;
const shownEvidence = 2;

/** What the demo ends with: the hosts that stand out, which of them attacked, where everything lies, what to do next. */
export function demoReport(findings: Findings, { project, version, flows, tables, page }: DemoData): readonly string[] {
  const { hosts, episodes = [], reference } = findings;
  const name = `--project ${project} --version ${version}`;
  const against = reference.kind === 'baseline' ? `the baseline of the days before` : 'each other';
  return [
    '',
    `${number.format(flows)} flows. ${number.format(findings.hosts_judged)} hosts on ${findings.from.slice(0, 10)}, held against ${against}:`,
    '',
    ...indented(
      tableLines(['rank', 'host', 'score', 'attack', 'stands out by'], hosts.slice(0, shownHosts).map(hostRow)),
    ),
    '',
    'The attacks that were simulated:',
    '',
    ...indented(tableLines(['attack', 'rank', 'begins', 'flows'], [...episodes].sort(byRank).map(episodeRow))),
    ...evaluationLines(findings),
    '',
    `Page    ${page}`,
    `Tables  ${tables}`,
    '',
    'Next:',
    `  npx ndr lookup host ${hosts[0]?.host_ip ?? '10.0.0.1'} ${name}`,
    `  npx ndr job-specs show ${name}`,
    '  npx ndr analyze zeek-conn conn.log        # the same for your own log',
  ];
}

function hostRow({ rank, host_ip, score, episodes, evidence, pairs }: HostFinding): readonly (string | number)[] {
  const [pair] = pairs;
  const reasons = [
    ...evidence.slice(0, shownEvidence).map(evidenceText),
    ...(pair ? [`new pair ${pair.dst_ip} ${String(pair.dst_port)}`] : []),
  ];
  return [rank, host_ip, Number(score.toFixed(1)), episodes.map(attackOf).join(', '), reasons.join(', ')];
}

/** `sessions_cnt +12`: robust deviations. */
function evidenceText({ metric, deviations }: MetricEvidence): string {
  return `${metric} ${deviations < 0 ? '−' : '+'}${number.format(Math.round(Math.abs(deviations)))}`;
}

function episodeRow({ attack, rank, start, flows }: EpisodeFinding): readonly (string | number)[] {
  return [attack, rank === null ? 'not ranked' : String(rank), start.slice(0, 16).replace('T', ' '), flows];
}

function byRank(one: EpisodeFinding, other: EpisodeFinding): number {
  return (one.rank ?? Infinity) - (other.rank ?? Infinity);
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
