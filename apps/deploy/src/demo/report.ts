import type { DayFindings, HostDay } from './findings';
import { tableLines } from '../render/table';

/** Where the demo's data lies. */
export interface DemoData {
  readonly project: string;
  readonly version: string;
  readonly flows: number;
  /** Folder of the project's tables. */
  readonly tables: string;
}

const number = new Intl.NumberFormat('en');
const headings = ['host', 'sent MB', 'sessions', 'peers', 'denied %'];

/** What the demo ends with: what it found, where it lies, what to do next. */
export function findingsReport(
  findings: DayFindings,
  { project, version, flows, tables }: DemoData,
): readonly string[] {
  const name = `--project ${project} --version ${version}`;
  return [
    '',
    `${number.format(flows)} flows of ${number.format(findings.hosts)} hosts. Their last 24 hours as clients:`,
    ...ranking('Sent most', findings.topTalkers),
    ...ranking('Met most peers', findings.mostPeers),
    ...ranking('Were refused most (of 20 sessions or more)', findings.mostDenied),
    '',
    `Tables     ${tables}`,
    '',
    'Next:',
    `  npx ndr job-specs show ${name}`,
    '  npx ndr local status',
    '  npx ndr job-specs init --project mine --version v1        # and with your own Zeek log:',
    '  npx ndr ingest zeek-conn conn.log --project mine --version v1',
  ];
}

function ranking(title: string, hosts: readonly HostDay[]): readonly string[] {
  const rows = hosts.map(({ host, sentBytes, sessions, peers, denied }) => [
    host,
    sentBytes / 1e6,
    sessions,
    peers,
    denied * 100,
  ]);
  return ['', title, ...tableLines(headings, rows).map((line) => `  ${line}`)];
}
