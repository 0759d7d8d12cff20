import { existsSync } from 'node:fs';
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
    expect(log.summary).toMatchObject({ flows: 1_785, badLines: 0 });
    expect(log.rows).toHaveLength(1_785);
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
