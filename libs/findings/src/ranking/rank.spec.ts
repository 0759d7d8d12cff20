import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Findings } from './findings';
import { rankFindings } from './rank';
import {
  exfiltrator,
  officeHosts,
  ordinaryWindow,
  scanner,
  writeOffice,
  writeOfficeBaseline,
  writeOfficeLabels,
} from '../testing/office';
import { newTables, writeSlice } from '../testing/written-tables';

const tables = newTables();
const bare = newTables();
beforeAll(async () => {
  await Promise.all([writeOffice(tables), writeOfficeBaseline(tables), writeOffice(bare)]);
});
afterAll(() => [tables, bare].forEach(({ root }) => rmSync(root, { recursive: true })));

describe('against a baseline', () => {
  let findings: Findings;
  beforeAll(async () => {
    findings = await rankFindings(tables, { labelsFile: writeOfficeLabels(tables.root) });
  });

  it('the hosts that do what they never did stand first, the others stand out by nothing', () => {
    expect(findings.reference).toEqual({ kind: 'baseline', horizon: '7d', end: '2024-05-21' });
    expect(findings.hosts_judged).toBe(officeHosts.length);
    expect(
      findings.hosts
        .slice(0, 2)
        .map(({ host_ip }) => host_ip)
        .sort(),
    ).toEqual([scanner, exfiltrator]);
    expect(new Set(findings.hosts.slice(2).map(({ score }) => score))).toEqual(new Set([0]));
  });

  it('the evidence says which metric, by how many robust deviations, and at which level', () => {
    const evidence = findings.hosts.find(({ host_ip }) => host_ip === scanner)?.evidence ?? [];
    const activity = evidence.find(({ kind }) => kind === 'activity');
    const scale = 1.4826 * (Math.log(121) - Math.log(101));
    expect(activity).toMatchObject({
      metric: 'sessions_cnt',
      value: 5000,
      baseline_level: 'HOST',
      median: 100,
      window_label: 'w_15m',
    });
    expect(activity?.deviations).toBeCloseTo((Math.log(5001) - Math.log(101)) / scale, 9);
    expect(new Set(evidence.map(({ kind }) => kind)).size).toBe(evidence.length);
  });

  it('the pair that nobody met stands first, and a usual pair is no finding', () => {
    expect(findings.pairs).toMatchObject([
      { rank: 1, src_ip: exfiltrator, dst_port: 8443, is_new_to_all: true, active_slices: 2, bytes_sent: 8e9 },
    ]);
  });

  it('labelled attacks are marked, with their ranks and what the ranking misses', () => {
    expect(findings.episodes).toHaveLength(2);
    expect(findings.episodes?.map(({ rank }) => rank).sort()).toEqual([1, 2]);
    expect(findings.episodes?.find(({ attack }) => attack === 'slow-exfiltration')?.pair_rank).toBe(1);
    expect(findings.hosts[0]?.episodes).toHaveLength(1);
    expect(findings.evaluation).toMatchObject({ recall: [{ k: 5, recall: 1 }, {}, {}], false_alarms: 0 });
  });

  it('no more than three services of one source and destination are listed', async () => {
    const scanned = newTables();
    const [slice, time] = ['2024-05-20T10:00:00Z', '2024-05-20 10:00:00'];
    const probe = { src_ip: '10.0.0.1', dst_ip: '10.0.0.2', segment_id: 's', slice_start: time, sessions_cnt: 1 };
    const times = { first_event_ts: time, last_event_ts: time, bytes_sent_sum: 60, bytes_recv_sum: 0 };
    const pairs = Array.from({ length: 9 }, (_, dst_port) => ({ ...probe, ...times, dst_port }));
    await writeSlice(scanned, slice, { features: [ordinaryWindow('10.0.0.1', '2024-05-20 10:15:00')], pairs });
    expect((await rankFindings(scanned)).pairs.map(({ dst_port }) => dst_port)).toEqual([0, 1, 2]);
    rmSync(scanned.root, { recursive: true });
  });

  it('a new machine in a new network is held against everybody, and an address that is no host against nobody', async () => {
    const grown = newTables();
    const [slice, time] = ['2024-05-20T10:00:00Z', '2024-05-20 10:00:00'];
    const [newcomer, stranger] = ['10.7.0.1', '198.51.100.7'];
    const traffic = { slice_start: time, first_event_ts: time, last_event_ts: time, bytes_sent_sum: 60 };
    const pair = (src_ip: string, dst_ip: string) => ({
      ...{ ...traffic, src_ip, dst_ip, dst_port: 443, segment_id: `the network of ${src_ip}` },
      ...{ sessions_cnt: 1, bytes_recv_sum: 0 },
    });
    await writeSlice(grown, slice, {
      features: [ordinaryWindow(newcomer, '2024-05-20 10:15:00')],
      // The eight sources of the baseline met 10.0.9.9 alone, in 3,200 sessions.
      pairs: [pair(newcomer, '203.0.113.9'), pair(newcomer, '10.0.9.9'), pair(stranger, '203.0.113.9')],
    });
    await writeOfficeBaseline(grown);
    const { pairs } = await rankFindings(grown);
    expect(pairs).toMatchObject([{ src_ip: newcomer, dst_ip: '203.0.113.9', is_new_to_all: true }]);
    expect(pairs[0]?.surprisal).toBeCloseTo(Math.log(3201), 9);
    rmSync(grown.root, { recursive: true });
  });

  it.each([
    ['within its range', 2, '0.1 of 7 days'],
    ['not before it, where a JobSpec made it shorter', 1, '0 of 7 days'],
  ])('the history of a baseline is counted %s', async (_what, horizon_days, history) => {
    const short = newTables();
    await Promise.all([writeOffice(short), writeOfficeBaseline(short)]);
    for (let hour = 10; hour < 18; hour++) await writeSlice(short, `2024-05-19T${hour}:00:00Z`, {});
    const range = { horizon_days, safety_gap_days: 0 };
    const { limits } = await rankFindings(short, { baselineRanges: { '7d': range, '30d': range } });
    expect(limits[0]).toContain(`has ${history}`);
    rmSync(short.root, { recursive: true });
  });

  it('the same tables give the same findings again', async () => {
    const labelsFile = join(tables.root, 'labels.jsonl');
    expect(await rankFindings(tables, { labelsFile })).toEqual(findings);
  });
});

describe('without a usable baseline', () => {
  it('hosts are ranked within the run, and the findings say so', async () => {
    const { reference, hosts, limits } = await rankFindings(bare);
    expect(reference).toEqual({ kind: 'run', reason: 'no baseline is committed' });
    expect(limits.join(' ')).toContain('within the run');
    expect(
      hosts
        .slice(0, 2)
        .map(({ host_ip }) => host_ip)
        .sort(),
    ).toEqual([scanner, exfiltrator]);
    const evidence = hosts.find(({ host_ip }) => host_ip === scanner)?.evidence ?? [];
    expect(new Set(evidence.map(({ baseline_level }) => baseline_level))).toEqual(new Set(['RUN']));
  });
});

describe('bad input', () => {
  it('a project without a slice is an error that says what to run', async () => {
    await expect(rankFindings(newTables())).rejects.toMatchObject({ code: 'findings.no-rows' });
  });

  it('a range without a slice is an error that names it', async () => {
    const range = { from: new Date('2024-01-01T00:00:00Z'), to: new Date('2024-01-02T00:00:00Z') };
    await expect(rankFindings(tables, range)).rejects.toMatchObject({
      code: 'findings.no-rows',
      cause: expect.stringContaining('2024-01-01T00:00:00.000Z') as unknown,
    });
  });

  it.each([
    ['is not there', undefined],
    ['holds no JSON', 'labels'],
    ['holds something else', '{"episode":"e"}'],
  ])('a file of labels that %s is an error', async (_what, text) => {
    const labelsFile = join(bare.root, `labels-${String(text?.length)}.jsonl`);
    if (text !== undefined) writeFileSync(labelsFile, text);
    await expect(rankFindings(bare, { labelsFile })).rejects.toMatchObject({ code: 'labels.invalid' });
  });
});
