import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ingest, type IngestOptions, type IngestSummary } from './ingest';
import { newFolder, recordsOf, removeFolder, rowsOf, type Row } from './testing/prefix-content';

jest.setTimeout(120_000);

// The expected numbers were counted in the logs with awk (the mappings written as chains of `if`), not by this library.

const data = join(__dirname, '..', '..', '..', '..', 'shared', 'data');

/** A suite over a capture beside the repository; its name says so when it is skipped. */
function overLog(
  file: string,
  options: Omit<IngestOptions, 'files' | 'folder'>,
  tests: (log: IngestedLog) => void,
): void {
  const path = join(data, file);
  const isThere = existsSync(path);
  if (!isThere) process.stderr.write(`SKIPPED: ${path} is not there\n`);
  (isThere ? describe : describe.skip)(isThere ? file : `${file} (SKIPPED: ${path} is not there)`, () => {
    const log = {} as { -readonly [Name in keyof IngestedLog]: IngestedLog[Name] };
    beforeAll(async () => {
      log.prefix = newFolder();
      log.summary = await ingest({ ...options, files: [path], folder: log.prefix });
      log.batches = rowsOf(log.prefix);
      log.rows = Object.values(log.batches).flat();
    });
    afterAll(() => removeFolder(log.prefix));
    tests(log);
  });
}

interface IngestedLog {
  readonly prefix: string;
  readonly summary: IngestSummary;
  readonly batches: Record<string, Row[]>;
  readonly rows: Row[];
}

function outcomes(rows: readonly Row[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { event_action, event_reason } of rows) {
    const outcome = `${String(event_action)} ${String(event_reason)}`;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

/** The lines of a log that could not become rows. */
function keptLines({ summary }: IngestedLog): unknown[] {
  const files = summary.files.flatMap(({ badLinesFile }) => (badLinesFile === null ? [] : [badLinesFile]));
  return files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  );
}

const sum = (rows: readonly Row[], column: string): number => rows.reduce((all, row) => all + Number(row[column]), 0);

overLog('rita-3day_zeek-conn.log.gz', { format: 'zeek-conn', internalNetworks: ['64.225.56.201/32'] }, (log) => {
  it('becomes a row a flow, in 289 quarter hours', () => {
    expect(log.summary).toMatchObject({
      flows: 105_918,
      badLines: 0,
      batches: 289,
      recordedBatches: 289,
      start: '2024-04-18T23:45:00Z',
      end: '2024-04-22T00:00:00Z',
      hasInternalAddress: true,
    });
    expect(sum(recordsOf(log.prefix), 'rows')).toBe(105_918);
    expect(log.rows).toHaveLength(105_918);
    expect(log.batches['20240419T0000Z']).toHaveLength(355);
    expect(log.batches['20240420T0100Z']).toHaveLength(350);
  });

  it('keeps bytes, actions and reasons', () => {
    expect(sum(log.rows, 'source_bytes')).toBe(30_949_268);
    expect(sum(log.rows, 'destination_bytes')).toBe(7_253_350_186);
    expect(outcomes(log.rows)).toEqual({
      'allow tcp-fin': 28_170,
      'allow tcp-rst-from-client': 2_110,
      'allow tcp-rst-from-server': 69,
      'allow unknown': 422,
      'allow aged-out': 19_805,
      'deny tcp-rst-from-server': 55_342,
    });
  });
});

overLog('m57-2009-11-18_zeek-conn.log.gz', { format: 'zeek-conn', internalNetworks: ['10.0.0.0/8'] }, (log) => {
  it('becomes a row a flow, with the older fields', () => {
    expect(log.summary).toMatchObject({ flows: 8_462, badLines: 0, recordedBatches: 96, hasInternalAddress: false });
    expect(sum(log.rows, 'source_bytes')).toBe(5_544_199);
    expect(sum(log.rows, 'destination_bytes')).toBe(568_734_540);
    expect(outcomes(log.rows)).toEqual({
      'allow tcp-fin': 1_825,
      'allow tcp-rst-from-client': 737,
      'allow tcp-rst-from-server': 142,
      'allow unknown': 2,
      'allow aged-out': 5_493,
      'deny aged-out': 174,
      'deny tcp-rst-from-client': 23,
      'deny tcp-rst-from-server': 66,
    });
  });
});

overLog('adapter_zeek-json_apt29-2days.log.gz', { format: 'zeek-conn' }, (log) => {
  it('becomes a row an object', () => {
    expect(log.summary).toMatchObject({
      lines: 1_785,
      flows: 1_785,
      badLines: 0,
      batches: 7,
      start: '2020-04-30T00:00:00Z',
      end: '2020-05-01T07:45:00Z',
    });
    expect(log.rows).toHaveLength(1_785);
  });

  it('keeps bytes, actions and reasons', () => {
    expect(sum(log.rows, 'source_bytes')).toBe(19_131_005);
    expect(sum(log.rows, 'destination_bytes')).toBe(55_493_928);
    expect(outcomes(log.rows)).toEqual({
      'allow tcp-fin': 794,
      'allow tcp-rst-from-client': 465,
      'allow tcp-rst-from-server': 166,
      'allow unknown': 1,
      'allow aged-out': 306,
      'deny aged-out': 42,
      'deny tcp-rst-from-client': 1,
      'deny tcp-rst-from-server': 10,
    });
  });
});

overLog('adapter_panos_metron-100lines.log', { format: 'pan-os-traffic' }, (log) => {
  it('becomes a row a line, but for one whose addresses were masked with commas in them', () => {
    expect(log.summary).toMatchObject({ lines: 100, flows: 99, badLines: 1, skippedLines: 0 });
    const [kept] = keptLines(log);
    expect(kept).toMatchObject({
      line: 88,
      reason: 'field 36, the start time, is no time',
      text: expect.stringContaining('10.0.0.101,23.200,10,217,') as string,
    });
  });

  it('keeps types, bytes, actions and reasons', () => {
    const ofType = (name: string) => log.rows.filter(({ event_name }) => event_name === name);
    expect(outcomes(ofType('TRAFFIC'))).toEqual({ 'allow aged-out': 48, 'deny policy-deny': 1 });
    expect(outcomes(ofType('THREAT'))).toEqual({ 'alert threat': 8, 'deny threat': 3, 'reset-both threat': 39 });
    expect(sum(log.rows, 'source_bytes')).toBe(67_794);
    expect(sum(log.rows, 'destination_bytes')).toBe(236_106);
  });
});

overLog('ctu13-s11_argus.binetflow.gz', { format: 'argus-binetflow', timeZone: 'Europe/Prague' }, (log) => {
  it('becomes a row a flow, in UTC', () => {
    expect(log.summary).toMatchObject({ flows: 107_251, badLines: 0, recordedBatches: 2 });
    expect(log.batches['20110818T1330Z']).toHaveLength(30_657);
    expect(log.batches['20110818T1345Z']).toHaveLength(76_594);
  });

  it('keeps bytes, actions and reasons', () => {
    expect(sum(log.rows, 'source_bytes')).toBe(348_723_268);
    expect(sum(log.rows, 'destination_bytes')).toBe(3_059_481_660);
    expect(outcomes(log.rows)).toEqual({
      'allow tcp-fin': 9_785,
      'allow tcp-rst-from-client': 3_804,
      'allow tcp-rst-from-server': 982,
      'allow aged-out': 89_132,
      'deny aged-out': 2_267,
      'deny tcp-rst-from-server': 1_281,
    });
  });
});
