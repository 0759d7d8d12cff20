import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import type { NdrEvent } from '@ndr/core';

import { ingest, type IngestOptions } from './ingest';
import { filesOf, newFolder, recordsOf, removeFolder, rowsOf } from './testing/prefix-content';
import { zeekHeader, zeekLine, zeekLog } from './testing/zeek-log';

let folder: string;
let prefix: string;
beforeEach(() => {
  folder = newFolder();
  prefix = join(folder, 'integration');
});
afterEach(() => removeFolder(folder));

function logFile(content: string | Buffer, name = 'conn.log'): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

const ingestZeek = (files: readonly string[], options: Partial<IngestOptions> = {}) =>
  ingest({ format: 'zeek-conn', files, folder: prefix, ...options });

/** 2024-04-19T00:00:00Z and seconds after it, as Zeek writes times. */
const at = (seconds: number) => (1_713_484_800 + seconds).toFixed(6);
const endsAt = (seconds: number) => ({ ts: at(seconds), duration: '0.000000' });

it('puts each row into the slice of its end, in whatever order they come', async () => {
  const log = zeekLog(
    { ts: at(1_000), duration: '10.000000' },
    { ts: at(0), duration: '899.999999' },
    { ts: at(0), duration: '900.000000' },
    { ts: at(-5_000), duration: '5010.500000' },
  );
  await ingestZeek([logFile(log)]);
  const ends = Object.entries(rowsOf(prefix)).map(([batch, rows]) => [batch, rows.map((row) => row.event_end)]);
  expect(ends).toEqual([
    ['20240419T0000Z', ['2024-04-19T00:14:59.999999Z', '2024-04-19T00:00:10.500000Z']],
    ['20240419T0015Z', ['2024-04-19T00:16:50.000000Z', '2024-04-19T00:15:00.000000Z']],
  ]);
});

it('records every slice from the first to the last, empty ones too', async () => {
  const summary = await ingestZeek([logFile(zeekLog(endsAt(0), endsAt(1), endsAt(2_000)))]);
  const record = (id: string, start: string, end: string, rows: number) => ({
    mini_batch_id: id,
    batch_start: start,
    batch_end: end,
    rows,
  });
  expect(recordsOf(prefix)).toEqual([
    record('20240419T0000Z', '2024-04-19T00:00:00Z', '2024-04-19T00:15:00Z', 2),
    record('20240419T0015Z', '2024-04-19T00:15:00Z', '2024-04-19T00:30:00Z', 0),
    record('20240419T0030Z', '2024-04-19T00:30:00Z', '2024-04-19T00:45:00Z', 1),
  ]);
  expect(summary).toMatchObject({
    flows: 3,
    badLines: 0,
    batches: 2,
    recordedBatches: 3,
    start: '2024-04-19T00:00:00Z',
    end: '2024-04-19T00:45:00Z',
    changedBatches: ['20240419T0000Z', '20240419T0015Z', '20240419T0030Z'],
    changedRecordedBatches: [],
  });
});

it('records only slices with rows when gaps stay missing', async () => {
  await ingestZeek([logFile(zeekLog(endsAt(0), endsAt(2_000)))], { gaps: 'missing' });
  expect(recordsOf(prefix).map((record) => record.mini_batch_id)).toEqual(['20240419T0000Z', '20240419T0030Z']);
});

it('makes batches of the length that is asked for', async () => {
  await ingestZeek([logFile(zeekLog(endsAt(0), endsAt(3_599), endsAt(3_600)))], { batchMinutes: 60 });
  expect(recordsOf(prefix)).toMatchObject([
    { mini_batch_id: '20240419T0000Z', batch_end: '2024-04-19T01:00:00Z', rows: 2 },
    { mini_batch_id: '20240419T0100Z', batch_end: '2024-04-19T02:00:00Z', rows: 1 },
  ]);
});

it.each([0, 10, 17.5, 105, 2_880])('refuses batches of %d minutes', async (batchMinutes) => {
  await expect(ingestZeek([logFile(zeekLog(endsAt(0)))], { batchMinutes })).rejects.toMatchObject({
    code: 'batch.invalid',
  });
});

it('changes nothing when the same log comes again, under whatever name', async () => {
  const log = zeekLog(endsAt(0), endsAt(2_000));
  await ingestZeek([logFile(log)]);
  const once = filesOf(prefix);
  const again = await ingestZeek([logFile(log, 'copy.log')]);
  expect(filesOf(prefix)).toEqual(once);
  expect(again.changedBatches).toEqual([]);
});

it('adds another log, and tells which recorded slices changed', async () => {
  await ingestZeek([logFile(zeekLog(endsAt(0), endsAt(1_000)))]);
  const other = logFile(zeekLog(endsAt(1), endsAt(2_800)), 'other.log');
  const summary = await ingestZeek([other]);
  expect(recordsOf(prefix).map((record) => record.rows)).toEqual([2, 1, 0, 1]);
  expect(summary.changedBatches).toEqual(['20240419T0000Z', '20240419T0030Z', '20240419T0045Z']);
  expect(summary.changedRecordedBatches).toEqual(['20240419T0000Z']);
});

it('gives the same prefix for logs together and one after the other', async () => {
  const files = [logFile(zeekLog(endsAt(0), endsAt(1_000))), logFile(zeekLog(endsAt(1), endsAt(2_800)), 'other.log')];
  await ingestZeek(files);
  const together = filesOf(prefix);
  removeFolder(prefix);
  for (const file of files.reverse()) await ingestZeek([file]);
  expect(filesOf(prefix)).toEqual(together);
});

it('counts a content that is given twice once', async () => {
  const log = zeekLog(endsAt(0));
  expect((await ingestZeek([logFile(log), logFile(log, 'copy.log')])).flows).toBe(1);
});

it('moves the rows of a log that is read again in another time zone', async () => {
  const heading = 'StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,sTos,dTos,TotPkts,TotBytes,SrcBytes,Label';
  const flow = '2011/08/18 15:40:53.8,0.0,udp,10.0.0.1,1,->,10.0.0.2,53,CON,0,0,1,100,40,x';
  const file = logFile(`${heading}\n${flow}\n`);
  await ingest({ format: 'argus-binetflow', files: [file], folder: prefix, gaps: 'missing' });
  await ingest({
    format: 'argus-binetflow',
    files: [file],
    folder: prefix,
    timeZone: 'Europe/Prague',
    gaps: 'missing',
  });
  expect(recordsOf(prefix).map((record) => [record.mini_batch_id, record.rows])).toEqual([
    ['20110818T1330Z', 1],
    ['20110818T1530Z', 0],
  ]);
  expect(rowsOf(prefix)).toMatchObject({ '20110818T1330Z': [{ source_ip: '10.0.0.1' }], '20110818T1530Z': [] });
});

it('says that it does not know the rows of a folder that something else writes too', async () => {
  await mkdir(join(prefix, '20240419T0000Z'), { recursive: true });
  writeFileSync(join(prefix, '20240419T0000Z', 'part-0.jsonl'), '{}\n');
  await ingestZeek([logFile(zeekLog(endsAt(0)))]);
  expect(recordsOf(prefix)).toMatchObject([{ mini_batch_id: '20240419T0000Z', rows: null }]);
});

it('keeps bad lines aside with number, reason and text', async () => {
  const log = [...zeekHeader, zeekLine(endsAt(0)), 'half a\tline', '', zeekLine({ ts: 'noon' })].join('\r\n');
  const summary = await ingestZeek([logFile(log)]);
  expect(summary).toMatchObject({ lines: 9, flows: 1, badLines: 2, skippedLines: 6 });
  const kept = readFileSync(summary.files[0]?.badLinesFile ?? '', 'utf8')
    .trim()
    .split('\n');
  expect(kept.map((line) => JSON.parse(line) as unknown)).toEqual([
    { line: 8, reason: '2 fields, where #fields names 12', text: 'half a\tline' },
    { line: 10, reason: 'ts is no time', text: zeekLine({ ts: 'noon' }) },
  ]);
});

it('keeps an endless line aside and reads on', async () => {
  const log = [...zeekHeader, 'x'.repeat(3_000_000), zeekLine(endsAt(0))].join('\n');
  const summary = await ingestZeek([logFile(log)]);
  expect(summary).toMatchObject({ flows: 1, badLines: 1 });
});

it('reads gzip of several members', async () => {
  const [header = '', ...rest] = zeekLog(endsAt(0), endsAt(1)).split(/(?<=443)/);
  const packed = Buffer.concat([header, rest.join('')].map((part) => gzipSync(part)));
  expect((await ingestZeek([logFile(packed)])).flows).toBe(2);
});

it('tells whether an address is internal', async () => {
  const files = [logFile(zeekLog({ ...endsAt(0), source: '10.1.2.3' }, { ...endsAt(0), source: 'fd00::1' }))];
  const internal = async (...internalNetworks: string[]) =>
    (await ingestZeek(files, { internalNetworks })).hasInternalAddress;
  expect(await internal('172.16.0.0/12', '10.1.2.0/24')).toBe(true);
  expect(await internal('fc00::/7')).toBe(true);
  expect(await internal('172.16.0.0/12')).toBe(false);
  expect(await internal()).toBe(true);
});

it.each(['10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0.0/0x8', '10.0.0/8', '/8'])(
  'refuses %s as a network',
  async (network) => {
    const ingested = ingestZeek([logFile(zeekLog(endsAt(0)))], { internalNetworks: [network] });
    await expect(ingested).rejects.toMatchObject({ code: 'usage' });
  },
);

it('reports how far it is, in bytes of the files', async () => {
  const log = zeekLog(endsAt(0));
  const events: NdrEvent[] = [];
  await ingestZeek([logFile(log)], { reporter: (event) => events.push(event) });
  expect(events).toContainEqual({
    type: 'progress',
    stage: 'ingest',
    done: log.length,
    total: log.length,
    unit: 'bytes',
  });
});

describe('writes nothing and says why', () => {
  const packed = gzipSync(zeekLog(...Array.from({ length: 5_000 }, (_, index) => ({ ts: at(index * 7.3) }))));
  const damaged = Buffer.from(packed);
  damaged.fill(0xff, 5_000, 5_040);

  it.each([
    ['a truncated gzip file', packed.subarray(0, packed.length - 200), 'traffic.unreadable'],
    ['a damaged gzip file', damaged, 'traffic.unreadable'],
    ['a truncated xz file', Buffer.from('fd377a585a000004', 'hex'), 'traffic.unreadable'],
    ['a file packed with zstd', Buffer.from('28b52ffd0000', 'hex'), 'traffic.unreadable'],
    ['a log of another format', 'StartTime,Dur,Proto\n', 'traffic.wrong-format'],
    ['an empty file', '', 'traffic.no-flows'],
    ['a log without flows', zeekLog(), 'traffic.no-flows'],
    ['a log of bad lines alone', [...zeekHeader, 'x', 'y'].join('\n'), 'traffic.no-flows'],
  ])('of %s', async (_, content, code) => {
    const good = logFile(zeekLog(endsAt(0)), 'good.log');
    const bad = logFile(content, 'bad.log');
    await expect(ingestZeek([good, bad])).rejects.toMatchObject({
      code,
      place: expect.stringContaining(bad) as string,
    });
    expect(filesOf(prefix)).toEqual({});
  });

  it('of a log whose reading is aborted', async () => {
    const abort = new AbortController();
    const reading = ingestZeek([logFile(zeekLog(endsAt(0)))], {
      signal: abort.signal,
      reporter: () => abort.abort(new Error('enough')),
    });
    await expect(reading).rejects.toThrow('enough');
    expect(filesOf(prefix)).toEqual({});
  });

  it('of a file that is not there, and of a folder', async () => {
    const missing = join(folder, 'missing.log');
    await expect(ingestZeek([missing])).rejects.toMatchObject({ code: 'traffic.unreadable', place: missing });
    await expect(ingestZeek([folder])).rejects.toMatchObject({ code: 'traffic.unreadable', place: folder });
  });

  it('of batches that overlap recorded ones of other bounds', async () => {
    const file = logFile(zeekLog(endsAt(0), endsAt(4_000)));
    await ingestZeek([file]);
    const before = filesOf(prefix);
    await expect(ingestZeek([file], { batchMinutes: 60 })).rejects.toMatchObject({
      code: 'batch.invalid',
      place: expect.stringContaining('20240419T0000Z.json') as string,
    });
    expect(filesOf(prefix)).toEqual(before);
  });

  it('of a time so far from the others that ages of empty slices would lie between', async () => {
    const file = logFile(zeekLog(endsAt(0), { ts: '0.000000' }));
    await expect(ingestZeek([file])).rejects.toMatchObject({ code: 'batch.invalid' });
    expect((await ingestZeek([file], { gaps: 'missing' })).batches).toBe(2);
  });

  it('of a prefix that cannot be written', async () => {
    const blocked = join(logFile('a file', 'blocked'), 'integration');
    const attempt = ingest({ format: 'zeek-conn', files: [logFile(zeekLog(endsAt(0)))], folder: blocked });
    await expect(attempt).rejects.toMatchObject({ code: 'traffic.not-written' });
  });

  it('of a time zone that does not exist', async () => {
    const attempt = ingestZeek([logFile(zeekLog(endsAt(0)))], { timeZone: 'Mars/Olympus' });
    await expect(attempt).rejects.toMatchObject({ code: 'usage' });
  });
});

it('fills around batches of another length that lie elsewhere', async () => {
  await ingestZeek([logFile(zeekLog(endsAt(0)))], { batchMinutes: 60 });
  await ingestZeek([logFile(zeekLog(endsAt(5_400)), 'later.log')]);
  expect(recordsOf(prefix).map((record) => [record.mini_batch_id, record.batch_end, record.rows])).toEqual([
    ['20240419T0000Z', '2024-04-19T01:00:00Z', 1],
    ['20240419T0100Z', '2024-04-19T01:15:00Z', 0],
    ['20240419T0115Z', '2024-04-19T01:30:00Z', 0],
    ['20240419T0130Z', '2024-04-19T01:45:00Z', 1],
  ]);
});

it('does no harm when the same log is ingested twice at once, and counts all rows of different logs', async () => {
  const log = zeekLog(...Array.from({ length: 200 }, (_, index) => endsAt(index * 300)));
  const file = logFile(log);
  const other = logFile(zeekLog(...Array.from({ length: 100 }, (_, index) => endsAt(index * 600 + 1))), 'other.log');
  await Promise.all([ingestZeek([file]), ingestZeek([file]), ingestZeek([other])]);
  const atOnce = filesOf(prefix);
  removeFolder(prefix);
  await ingestZeek([file, other]);
  expect(atOnce).toEqual(filesOf(prefix));
});
