import { createHash } from 'node:crypto';
import type { RunReport } from '@ndr/pipelines';
import { coverageOf } from './coverage';
import { renderPage, type ReportContent } from './page';
import { makeReport } from './report';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Findings, HostFinding, MetricEvidence, PairFinding } from '../ranking/findings';
import { metricNames } from '../baselines/metrics';
import { writeOffice, writeOfficeBaseline, writeOfficeLabels } from '../testing/office';
import { newTables, writeText } from '../testing/written-tables';

const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;
const now = new Date('2024-05-21T08:00:00Z');

const run = (over: Partial<RunReport> = {}): RunReport => ({
  ...{ run_id: 'r', job: 'delta_builder', outcome: 'succeeded', error: null, arguments: {}, code_version: '' },
  ...{ started_at: '2024-05-20T10:16:00.000Z', ended_at: '2024-05-20T10:16:42.000Z' },
  ...{ job_spec_digest: '', set_digest: '', rows_read: 1000, rows_accepted: 990, rows_late: 0, rows_early: 0 },
  ...{ rows_rejected: { bad_ip: 7, bad_port: 3 }, rows_written: { host: 5 }, partitions_replaced: 1 },
  ...{ stage_seconds: { read: 30, write: 12 }, totals: {}, notes: [] },
  ...over,
});

const evidence = (metric: string): MetricEvidence => ({
  ...{ metric, kind: 'activity', role: 'outbound', window_label: 'w_15m', time_band: 'WD_WORKING' },
  ...{ window_end_ts: '2024-05-20T10:15:00Z', segment_id: 's', value: 5000, deviations: 12.3 },
  ...{ baseline_level: 'HOST', median: 100, p25: 80, p75: 120, p99: 180 },
});
const pair: PairFinding = {
  ...{ rank: 1, src_ip: hostile, dst_ip: hostile, dst_port: 1, score: 1, sessions: 1, bytes_sent: 1 },
  ...{ bytes_received: 1, active_slices: 1, first_seen: '2024-05-20T10:15:00Z', last_seen: '2024-05-20T10:15:00Z' },
  ...{ is_new_to_host: true, is_new_to_segment: true, is_new_to_all: true, is_rare: true, surprisal: 1 },
  episodes: [hostile],
};
const host = (host_ip: string): HostFinding => ({
  ...{ rank: 1, host_ip, score: 9.5, day: '2024-05-20', new_pairs: 3 },
  ...{ evidence: [evidence('sessions_cnt')], pairs: [pair], episodes: [hostile] },
});
const findings = (over: Partial<Findings> = {}): Findings => ({
  ...{ from: '2024-05-20T00:00:00.000Z', to: '2024-05-21T00:00:00.000Z', limits: [hostile], hosts_judged: 1 },
  ...{ reference: { kind: 'run', reason: hostile }, hosts: [host(hostile)], pairs: [pair] },
  ...over,
});
const content = (over: Partial<ReportContent> = {}): ReportContent => ({
  ...{ project: 'p', version: 'v1', now, findings: findings(), hosts: [], coverage: [], runs: [] },
  ...over,
});

describe('a page of hostile data', () => {
  let page: string;
  beforeAll(async () => {
    const reject = run({ rows_rejected: { [hostile]: 4 }, notes: [hostile], job: 'delta_builder' });
    const failure = { code: hostile, place: hostile, cause: hostile, remedy: hostile };
    const hosts = [{ finding: host(hostile), charted: [] }];
    page = await renderPage(
      content({
        project: hostile,
        version: hostile,
        hosts,
        runs: [reject, run({ outcome: 'failed', error: failure })],
      }),
    );
  });

  it('holds none of its tags', () => {
    expect(page).not.toMatch(/<script|<img/i);
    expect(page.split('&lt;script&gt;').length).toBeGreaterThan(10);
  });

  it('allows its own style sheet and nothing else', () => {
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    const digest = createHash('sha256').update(style).digest('base64');
    expect(page).toContain(`content="default-src &#39;none&#39;; style-src &#39;sha256-${digest}&#39;;`);
    expect(page.match(/<style/g)).toHaveLength(1);
    expect(page).not.toMatch(/\sstyle="|\ssrc="|<link|https?:\/\/(?!www\.w3\.org)/);
  });
});

describe('a page', () => {
  it('shows rejected rows by reason and how long jobs ran', async () => {
    const page = await renderPage(content({ runs: [run(), run({ started_at: '2024-05-20T10:16:22.000Z' })] }));
    expect(page).toContain('aria-label="bad_ip: 14; bad_port: 6"');
    expect(page).toContain('aria-label="delta_builder: 31.0 s"');
  });

  it.each([
    ['not met before', true],
    ['met by few', false],
  ])('says of a pair that is all there is of a host: %s', async (reason, is_new_to_host) => {
    const finding = { ...host('10.0.0.1'), evidence: [], pairs: [{ ...pair, dst_ip: '192.0.2.1', is_new_to_host }] };
    const page = await renderPage(content({ hosts: [{ finding, charted: [] }] }));
    expect(page).toContain(`192.0.2.1, port 1: ${reason}`);
  });

  it('of many hosts over a month stays below 2 MB', async () => {
    const series = Array.from({ length: 120 }, (_, index) => ({
      ...{ end_ms: now.getTime() + index * 900_000, value: index * 1234.5678, median: 100 },
      ...{ p25: 80.123456, p75: 120.123456, p99: 180.123456 + index },
    }));
    const charted = metricNames.slice(0, 3).map((metric) => ({ evidence: evidence(metric), series }));
    const hosts = Array.from({ length: 20 }, (_, index) => ({
      finding: { ...host(`10.0.0.${index}`), pairs: Array.from({ length: 5 }, () => pair) },
      charted: index < 12 ? charted : [],
    }));
    const spans = Array.from({ length: 96 }, (_, first) => ({
      ...{ first, end: first + 1, state: first % 2 === 0 ? ('complete' as const) : ('missing' as const) },
    }));
    const coverage = Array.from({ length: 62 }, (_, day) => ({
      ...{ day: new Date(now.getTime() + day * 86_400_000).toISOString().slice(0, 10), spans },
      ...{ complete: 48, partial: 0, missing: 48 },
    }));
    const page = await renderPage(content({ hosts, coverage, runs: Array.from({ length: 400 }, () => run()) }));
    expect(Buffer.byteLength(page)).toBeLessThan(2_000_000);
  });
});

describe('a report', () => {
  const tables = newTables();
  beforeAll(async () => {
    await Promise.all([writeOffice(tables), writeOfficeBaseline(tables)]);
    writeText(join(tables.deltas, '_runs/dt=2024-05-20/r.json'), JSON.stringify(run()));
  });
  afterAll(() => rmSync(tables.root, { recursive: true }));

  it('shows what was ranked, with charts, labelled attacks, coverage and runs', async () => {
    const labelsFile = writeOfficeLabels(tables.root);
    const { html, findings: found } = await makeReport(tables, { project: 'office', now, labelsFile });
    for (const { host_ip } of found.hosts) expect(html).toContain(`<h3 class="mono">${host_ip}</h3>`);
    expect(html.match(/<figure>/g)?.length).toBeGreaterThanOrEqual(3);
    expect(html).toContain('attack: port-scan');
    expect(html).toContain('Slices (quarter hours of UTC) a day: 2 are complete');
  });

  it('of the same tables is the same page', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => makeReport(tables, { project: 'office', now })));
    expect(two?.html).toBe(one?.html);
  });

  it('counts a slice as partial where a dataset lacks it, and a day without any as missing', async () => {
    rmSync(join(tables.pairCounts, '_commits/dt=2024-05-20/1015.json'));
    const judged = { start: Date.parse('2024-05-20T00:00:00Z'), end: Date.parse('2024-05-22T00:00:00Z') };
    const days = await coverageOf(tables, judged);
    expect(days).toMatchObject([
      { day: '2024-05-20', complete: 1, partial: 1, missing: 94 },
      { day: '2024-05-21', complete: 0, partial: 0, missing: 96, spans: [{ state: 'missing', first: 0, end: 96 }] },
    ]);
    expect(days[0]?.spans).toEqual([
      { state: 'missing', first: 0, end: 40 },
      { state: 'complete', first: 40, end: 41 },
      { state: 'partial', first: 41, end: 42 },
      { state: 'missing', first: 42, end: 96 },
    ]);
  });

  it('that meets something else among run reports names the file', async () => {
    const file = join(tables.deltas, '_runs/dt=2024-05-20/other.json');
    writeText(file, '{}');
    await expect(makeReport(tables, { project: 'office', now })).rejects.toMatchObject({
      code: 'findings.unreadable',
      place: file,
    });
  });
});
