import { coverageOf } from './coverage';
import { metricSeries } from './metric-series';
import { renderPage } from './page';
import { readRunReports } from './run-reports';
import type { ChartedHost } from './sections/hosts';
import type { Findings, HostFinding, RankOptions } from '../ranking/findings';
import { judge } from '../ranking/rank';
import type { Database } from '../tables/database';
import type { ProjectTables } from '../tables/project-tables';

/** What a report is of. */
export interface ReportOptions extends RankOptions {
  readonly project: string;
  /** When the page is made. */
  readonly now: Date;
}

/** A page, and the findings that it shows. */
export interface Report {
  readonly html: string;
  readonly findings: Findings;
}

/** Hosts whose metrics are charted, and metrics of each. */
const chartedHosts = 12;
const chartedMetrics = 3;

/**
 * Ranks a range as `rankFindings` does, and shows it on one self-contained HTML page, with what is committed and how the
 * jobs ran.
 * @throws NdrError `findings.no-rows`, `findings.unreadable`, `labels.invalid`
 */
export async function makeReport(tables: ProjectTables, options: ReportOptions): Promise<Report> {
  const { findings, result: hosts } = await judge(tables, options, chartedHostsOf);
  const judged = { start: Date.parse(findings.from), end: Date.parse(findings.to) };
  const [coverage, runs] = await Promise.all([coverageOf(tables, judged), readRunReports(tables)]);
  const { project, now } = options;
  const html = await renderPage({ project, version: tables.version, now, findings, hosts, coverage, runs });
  return { html, findings };
}

async function chartedHostsOf(database: Database, { hosts }: Findings): Promise<readonly ChartedHost[]> {
  const charted: ChartedHost[] = [];
  for (const [index, finding] of hosts.entries()) {
    charted.push({ finding, charted: index < chartedHosts ? await chartedOf(database, finding) : [] });
  }
  return charted;
}

async function chartedOf(database: Database, { host_ip, evidence }: HostFinding): Promise<ChartedHost['charted']> {
  const charted: ChartedHost['charted'][number][] = [];
  for (const each of evidence.slice(0, chartedMetrics)) {
    charted.push({ evidence: each, series: await metricSeries(database, host_ip, each) });
  }
  return charted;
}
