import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { integration } from '@ndr/pipelines';

import { inChildProcess } from '../testing/child-process';
import { filesOf, newFolder, recordsOf, removeFolder, rowsOf, type Row } from '../testing/prefix-content';
import type { SimulateOptions } from './options';
import { simulateTraffic } from './simulate-traffic';

const options: SimulateOptions = {
  seed: 7,
  start: '2024-04-18T22:00:00Z',
  slices: 12,
  flowsASlice: 300,
  hosts: 40,
  attacks: 'none',
};

let folder: string;
let prefix: string;
beforeEach(() => {
  folder = newFolder();
  prefix = join(folder, 'integration');
});
afterEach(() => removeFolder(folder));

const number = (row: Row, column: string) => Number(row[column]);
const instant = (row: Row, column: string) => Date.parse(String(row[column]));
const recordedRows = () => recordsOf(prefix).map((record) => number(record, 'rows'));
const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);

/** The files of other options, in a prefix of their own. */
async function simulatedFiles(name: string, other: Partial<SimulateOptions>): Promise<Record<string, string>> {
  await simulateTraffic({ ...options, ...other }, join(folder, name, 'integration'));
  return filesOf(join(folder, name));
}

it('gives the same files for the same options', async () => {
  const all = { attacks: 'all' } as const;
  expect(await simulatedFiles('two', all)).toEqual(await simulatedFiles('one', all));
});

it('gives other rows for another seed', async () => {
  const [one, other] = [await simulatedFiles('one', {}), await simulatedFiles('other', { seed: 8 })];
  expect(Object.values(other)).not.toEqual(Object.values(one));
});

it('gives the rows that it gave on every machine before', async () => {
  const zoned = { ...options, attacks: 'all', timeZone: 'Europe/Berlin', start: '2024-03-30T22:00:00Z' } as const;
  const { labelsFile } = await simulateTraffic(zoned, prefix);
  const digest = createHash('sha256');
  for (const [batch, rows] of Object.entries(rowsOf(prefix))) digest.update(batch + JSON.stringify(rows));
  digest.update(readFileSync(labelsFile));
  // Changes with `generation` alone: another digest is other traffic for everybody.
  expect(digest.digest('hex')).toBe('81c408ea6df7ace62ca361287df0d32a316e64fbe52ffb19b088334b5fcc97d7');
});

it('gives the same files on a machine with another time zone and language', async () => {
  const [here, there] = ['here', 'there'].map((name) => join(folder, name));
  const zoned = { ...options, slices: 4, timeZone: 'Europe/Berlin', attacks: 'all' } as const;
  await simulateTraffic(zoned, join(here ?? '', 'integration'));
  const statement = `await traffic.simulateTraffic(${JSON.stringify(zoned)}, ${JSON.stringify(`${there}/integration`)})`;
  const child = inChildProcess(statement, { TZ: 'Asia/Kolkata', LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8' });
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(filesOf(there ?? '')).toEqual(filesOf(here ?? ''));
}, 60_000);

it('is busy when the office is, by its own clocks, also after they change', async () => {
  const days = { ...options, start: '2024-03-29T00:00:00Z', slices: 4 * 96, flowsASlice: 60 };
  await simulateTraffic({ ...days, timeZone: 'Europe/Berlin' }, prefix);
  const rows = new Map(recordsOf(prefix).map((record) => [record.mini_batch_id, number(record, 'rows')]));
  const at = (batch: string) => rows.get(batch) ?? 0;
  // Friday, Saturday, and Monday in summer time.
  expect(at('20240329T0900Z')).toBeGreaterThan(3 * at('20240329T0200Z'));
  expect(at('20240329T0900Z')).toBeGreaterThan(2 * at('20240330T0900Z'));
  expect(Math.abs(at('20240401T0500Z') - at('20240329T0600Z'))).toBeLessThanOrEqual(1);
  expect(at('20240401T0600Z')).toBeGreaterThan(1.2 * at('20240401T0500Z'));
});

it('changes nothing when it runs again', async () => {
  await simulateTraffic({ ...options, attacks: ['beacon'] }, prefix);
  const once = filesOf(folder);
  expect((await simulateTraffic({ ...options, attacks: ['beacon'] }, prefix)).changedBatches).toEqual([]);
  expect(filesOf(folder)).toEqual(once);
});

it('adds to what the prefix holds with another seed', async () => {
  await simulateTraffic(options, prefix);
  const flows = sum(recordedRows());
  await simulateTraffic({ ...options, seed: 8 }, prefix);
  expect(sum(recordedRows())).toBe(flows + 3_600);
});

it('writes exactly as many ordinary flows as asked, a recorded batch a slice', async () => {
  const simulated = await simulateTraffic({ ...options, start: '2024-04-19T00:00:00Z', slices: 96 }, prefix);
  expect(simulated).toMatchObject({ flows: 28_800, start: '2024-04-19T00:00:00Z', end: '2024-04-20T00:00:00Z' });
  expect(recordedRows()).toHaveLength(96);
  expect(sum(recordedRows())).toBe(28_800);
});

it('writes rows of the dataset: its columns, in order, with plausible values', async () => {
  await simulateTraffic({ ...options, attacks: 'all' }, prefix);
  const rows = Object.values(rowsOf(prefix)).flat();
  const columns = integration.tables.integration?.columns.map(({ name }) => name);
  expect([...new Set(rows.map((row) => Object.keys(row).join()))]).toEqual([columns?.join()]);
  const wrong = rows.filter(
    (row) =>
      instant(row, 'event_end') < instant(row, 'event_start') ||
      number(row, 'source_bytes') < 0 ||
      row.source_ip === row.destination_ip,
  );
  expect(wrong).toEqual([]);
});

it('holds what the jobs have to cope with', async () => {
  await simulateTraffic({ ...options, flowsASlice: 1_500 }, prefix);
  const batches = rowsOf(prefix);
  const rows = Object.values(batches).flat();
  const share = (holds: (row: Row) => boolean) => rows.filter(holds).length / rows.length;
  const kinds: Record<string, (row: Row) => boolean> = {
    'over IPv6': (row) => String(row.source_ip).includes(':'),
    'of ICMP': (row) => row.network_transport === 'icmp',
    'of ICMP over IPv6': (row) => row.network_transport === 'ipv6-icmp',
    denied: (row) => row.event_action === 'deny' || row.event_action === 'drop',
    threats: (row) => row.event_name === 'THREAT',
    'without a reply': (row) => row.destination_bytes === 0,
    'of more than an hour': (row) => instant(row, 'event_end') - instant(row, 'event_start') > 3_600_000,
    'of more than 10 MB': (row) => number(row, 'destination_bytes') > 10_000_000,
    'between the office and itself': (row) =>
      String(row.source_ip).startsWith('10.') && String(row.destination_ip).startsWith('10.'),
    'from outside': (row) => !/^(10\.|fd)/.test(String(row.source_ip)),
  };
  const rare = Object.entries(kinds).filter(([, holds]) => share(holds) < 0.0001 || share(holds) > 0.6);
  expect(rare.map(([kind]) => kind)).toEqual([]);

  const late = Object.entries(batches).flatMap(([batch, own]) =>
    own.filter((row) => String(row.event_end).replaceAll(/[-:]/g, '').slice(0, 13) < batch.slice(0, 13)),
  );
  expect(late.length / rows.length).toBeGreaterThan(0.001);
  expect(late.length / rows.length).toBeLessThan(0.01);
});
