import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Findings } from '@ndr/findings';

import { ndr } from '../support/ndr-program';
import { realData } from '../support/real-data';

jest.setTimeout(15 * 60_000);

/** What `ndr analyze --json` ends with. */
interface AnalysisDocument {
  readonly project: string;
  readonly version: string;
  readonly hosts: { readonly networks: readonly string[]; readonly reason: string };
  readonly page: string;
  readonly flows: number;
  readonly bad_lines: number;
  readonly findings: Findings;
}

async function analyze(stateFolder: string, ...args: readonly string[]): Promise<AnalysisDocument> {
  const { stdout, failure } = await ndr(stateFolder, 'analyze', ...args, '--json');
  expect(failure).toBe('');
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as AnalysisDocument;
}

/** Commands that show a project's JobSpecs, as text. */
async function jobSpecs(stateFolder: string, project: string): Promise<Record<string, Record<string, unknown>>> {
  const { stdout } = await ndr(stateFolder, 'job-specs', 'show', '--project', project, '--version', 'v1', '--json');
  return (JSON.parse(stdout) as { job_specs: Record<string, Record<string, unknown>> }).job_specs;
}

/** What equals `document` but for fractions in their ninth place: Spark adds up in the order in which its tasks end. */
function aboutEqual(document: unknown): unknown {
  if (typeof document === 'number') {
    return Number.isInteger(document) ? document : (expect.closeTo(document, 9) as unknown);
  }
  if (Array.isArray(document)) return document.map(aboutEqual);
  if (typeof document !== 'object' || document === null) return document;
  return Object.fromEntries(Object.entries(document).map(([name, value]) => [name, aboutEqual(value)]));
}

let folder: string;
let stateFolder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ndr-analyze-'));
  stateFolder = join(folder, 'state');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const log = realData('m57-2009-11-18_zeek-conn.log.gz');

(log.isThere ? describe : describe.skip)(`an office's day of Zeek logs${log.note}`, () => {
  let analysis: AnalysisDocument;
  beforeAll(async () => {
    analysis = await analyze(stateFolder, 'zeek-conn', log.path, '--out', join(folder, 'office.html'));
  });

  it('becomes a project of its own, whose hosts are those of the default networks', async () => {
    expect(analysis).toMatchObject({
      version: 'v1',
      flows: 8_462,
      bad_lines: 0,
      hosts: { reason: 'default-networks' },
    });
    expect(analysis.project).toMatch(/^analyze-[0-9a-f]{12}$/);
    const { delta_builder, fg_b_builder } = await jobSpecs(stateFolder, analysis.project);
    expect(delta_builder).toMatchObject({ internal_networks: analysis.hosts.networks });
    expect(fg_b_builder).toMatchObject({ horizons: { '7d': { safety_gap_days: 0 }, '30d': { safety_gap_days: 0 } } });
  });

  it('is ranked whole, against the baseline up to the first midnight after it', () => {
    const { findings } = analysis;
    expect(findings).toMatchObject({
      from: '2009-11-18T08:00:00.000Z',
      to: '2009-11-19T08:00:00.000Z',
      reference: { kind: 'baseline', horizon: '7d', end: '2009-11-20' },
    });
    const hosts = findings.hosts.map(({ host_ip }) => host_ip);
    expect(hosts).toEqual(expect.arrayContaining(['192.168.1.102', '192.168.1.103', '192.168.1.104', '192.168.1.105']));
  });

  it('says what cannot be known from so short a history', () => {
    expect(analysis.findings.limits).toEqual([
      expect.stringContaining('1 of 7 days'),
      expect.stringContaining('what a host did all the time counts as ordinary'),
      expect.stringContaining('how many of their peers and ports are new is not known'),
    ]);
  });

  it('ends with one page that needs nothing else', () => {
    expect(analysis.page).toBe(join(folder, 'office.html'));
    const page = readFileSync(analysis.page, 'utf8');
    expect(page).toContain('192.168.1.104');
    expect(page).toContain('1 of 7 days');
    expect(page).not.toMatch(/(?:src|href)="(?!#)/);
    expect(statSync(analysis.page).size).toBeLessThan(2_000_000);
  });
});

describe('a log of today, of addresses that no default network holds', () => {
  const midnight = `${new Date().toISOString().slice(0, 10)}T00:00:00Z`;
  const connections = Array.from({ length: 24 }, (_, index) => ({
    _path: 'conn',
    ts: Date.parse(midnight) / 1_000 + index,
    'id.orig_h': `203.0.113.${String(1 + (index % 4))}`,
    'id.orig_p': 40_000 + index,
    'id.resp_h': index === 7 ? '198.51.100.99' : '198.51.100.1',
    'id.resp_p': 443,
    proto: 'tcp',
    duration: 0.5,
    orig_bytes: index === 7 ? 90_000_000 : 1_000,
    resp_bytes: 5_000,
    conn_state: 'SF',
  }));
  const once: { analysis?: AnalysisDocument } = {};

  beforeAll(async () => {
    const file = join(folder, 'conn.log');
    writeFileSync(file, connections.map((connection) => `${JSON.stringify(connection)}\n`).join(''));
    once.analysis = await analyze(stateFolder, 'zeek-conn', file);
  });

  it('is ranked within itself, every address a host, and says so', () => {
    expect(once.analysis).toMatchObject({
      flows: 24,
      hosts: { networks: [], reason: 'no-address-in-default-networks' },
      findings: { hosts_judged: 6, reference: { kind: 'run' } },
    });
    expect(once.analysis?.findings.limits[0]).toContain('Hosts are ranked within the run');
  });

  it('gives the same findings when it is analyzed again', async () => {
    const again = await analyze(stateFolder, 'zeek-conn', join(folder, 'conn.log'));
    const expected = { ...once.analysis, hosts: { ...once.analysis?.hosts, reason: 'job-specs' } };
    expect(again).toEqual(aboutEqual(expected));
  });
});
