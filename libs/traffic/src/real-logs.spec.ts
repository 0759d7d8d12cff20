import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ingest, type IngestOptions, type IngestSummary } from './ingest';
import { newFolder, recordsOf, removeFolder, rowsOf, type Row } from './testing/prefix-content';

jest.setTimeout(120_000);

const data = join(__dirname, '..', '..', '..', '..', 'shared', 'data');

/** A capture beside the repository, and what was counted in it with awk (mappings written as chains of `if`). */
interface CountedLog {
  readonly file: string;
  readonly options: Omit<IngestOptions, 'files' | 'folder'>;
  readonly summary: Partial<IngestSummary>;
  /** Rows of some batches, by the start of their slice. */
  readonly batches?: Readonly<Record<string, number>>;
  readonly sourceBytes: number;
  readonly destinationBytes: number;
  /** Rows by action and reason, with the name of the event before them when that is no traffic. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** The lines that could not become rows. */
  readonly badLines?: readonly object[];
}

const logs: readonly CountedLog[] = [
  {
    file: 'rita-3day_zeek-conn.log.gz',
    options: { format: 'zeek-conn', internalNetworks: ['64.225.56.201/32'] },
    summary: {
      flows: 105_918,
      batches: 289,
      recordedBatches: 289,
      start: '2024-04-18T23:45:00Z',
      end: '2024-04-22T00:00:00Z',
      hasInternalAddress: true,
    },
    batches: { '20240419T0000Z': 355, '20240420T0100Z': 350 },
    sourceBytes: 30_949_268,
    destinationBytes: 7_253_350_186,
    outcomes: {
      'allow tcp-fin': 28_170,
      'allow tcp-rst-from-client': 2_110,
      'allow tcp-rst-from-server': 69,
      'allow unknown': 422,
      'allow aged-out': 19_805,
      'deny tcp-rst-from-server': 55_342,
    },
  },
  {
    // With the fields of an older Zeek.
    file: 'm57-2009-11-18_zeek-conn.log.gz',
    options: { format: 'zeek-conn', internalNetworks: ['10.0.0.0/8'] },
    summary: { flows: 8_462, recordedBatches: 96, hasInternalAddress: false },
    sourceBytes: 5_544_199,
    destinationBytes: 568_734_540,
    outcomes: {
      'allow tcp-fin': 1_825,
      'allow tcp-rst-from-client': 737,
      'allow tcp-rst-from-server': 142,
      'allow unknown': 2,
      'allow aged-out': 5_493,
      'deny aged-out': 174,
      'deny tcp-rst-from-client': 23,
      'deny tcp-rst-from-server': 66,
    },
  },
  {
    file: 'adapter_zeek-json_apt29-2days.log.gz',
    options: { format: 'zeek-conn' },
    summary: {
      lines: 1_785,
      flows: 1_785,
      batches: 7,
      start: '2020-04-30T00:00:00Z',
      end: '2020-05-01T07:45:00Z',
    },
    sourceBytes: 19_131_005,
    destinationBytes: 55_493_928,
    outcomes: {
      'allow tcp-fin': 794,
      'allow tcp-rst-from-client': 465,
      'allow tcp-rst-from-server': 166,
      'allow unknown': 1,
      'allow aged-out': 306,
      'deny aged-out': 42,
      'deny tcp-rst-from-client': 1,
      'deny tcp-rst-from-server': 10,
    },
  },
  {
    file: 'adapter_panos_metron-100lines.log',
    options: { format: 'pan-os-traffic' },
    summary: { lines: 100, flows: 99, skippedLines: 0 },
    sourceBytes: 67_794,
    destinationBytes: 236_106,
    outcomes: {
      'allow aged-out': 48,
      'deny policy-deny': 1,
      'THREAT alert threat': 8,
      'THREAT deny threat': 3,
      'THREAT reset-both threat': 39,
    },
    // Its addresses were masked with commas in them.
    badLines: [
      {
        line: 88,
        reason: 'field 36, the start time, is no time',
        text: expect.stringContaining('10.0.0.101,23.200,10,217,') as unknown,
      },
    ],
  },
  {
    file: 'ctu13-s11_argus.binetflow.gz',
    options: { format: 'argus-binetflow', timeZone: 'Europe/Prague' },
    summary: { flows: 107_251, recordedBatches: 2 },
    batches: { '20110818T1330Z': 30_657, '20110818T1345Z': 76_594 },
    sourceBytes: 348_723_268,
    destinationBytes: 3_059_481_660,
    outcomes: {
      'allow tcp-fin': 9_785,
      'allow tcp-rst-from-client': 3_804,
      'allow tcp-rst-from-server': 982,
      'allow aged-out': 89_132,
      'deny aged-out': 2_267,
      'deny tcp-rst-from-server': 1_281,
    },
  },
];

function outcomesOf(rows: readonly Row[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { event_name, event_action, event_reason } of rows) {
    const outcome = [...(event_name === 'TRAFFIC' ? [] : [event_name]), event_action, event_reason].join(' ');
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

function badLinesOf({ files }: IngestSummary): unknown[] {
  const kept = files.flatMap(({ badLinesFile }) => (badLinesFile === null ? [] : [badLinesFile]));
  const lines = kept.flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'));
  return lines.map((line) => JSON.parse(line) as unknown);
}

const sum = (rows: readonly Row[], column: string): number => rows.reduce((all, row) => all + Number(row[column]), 0);

for (const log of logs) {
  const path = join(data, log.file);
  const isThere = existsSync(path);
  if (!isThere) process.stderr.write(`SKIPPED: ${path} is not there\n`);
  (isThere ? describe : describe.skip)(isThere ? log.file : `${log.file} (SKIPPED: ${path} is not there)`, () => {
    const prefix = newFolder();
    let summary: IngestSummary;
    let batches: Record<string, Row[]>;
    let rows: Row[];
    beforeAll(async () => {
      summary = await ingest({ ...log.options, files: [path], folder: prefix });
      batches = rowsOf(prefix);
      rows = Object.values(batches).flat();
    });
    afterAll(() => removeFolder(prefix));

    it('becomes a row a flow, each in the batch of its quarter hour', () => {
      expect(summary).toMatchObject({ ...log.summary, badLines: log.badLines?.length ?? 0 });
      expect(rows).toHaveLength(summary.flows);
      expect(sum(recordsOf(prefix), 'rows')).toBe(summary.flows);
      const counted = Object.keys(log.batches ?? {}).map((id) => [id, batches[id]?.length]);
      expect(Object.fromEntries(counted)).toEqual(log.batches ?? {});
    });

    it('keeps bytes, actions and reasons', () => {
      expect(sum(rows, 'source_bytes')).toBe(log.sourceBytes);
      expect(sum(rows, 'destination_bytes')).toBe(log.destinationBytes);
      expect(outcomesOf(rows)).toEqual(log.outcomes);
    });

    it('has the lines that are none kept aside', () => {
      expect(badLinesOf(summary)).toMatchObject(log.badLines ?? []);
    });
  });
}
