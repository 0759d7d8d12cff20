import { join } from 'node:path';

import { integration } from '@ndr/pipelines';

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

it('gives the same files for the same options, and other rows for another seed', async () => {
  const places = ['one', 'two', 'three'].map((name) => join(folder, name));
  for (const [index, place] of places.entries())
    await simulateTraffic({ ...options, seed: index < 2 ? 7 : 8, attacks: 'all' }, join(place, 'integration'));
  const [one, two, three] = places.map(filesOf);
  expect(two).toEqual(one);
  expect(Object.values(three ?? {})).not.toEqual(Object.values(one ?? {}));
});

it('changes nothing when it runs again, and adds with another seed', async () => {
  await simulateTraffic({ ...options, attacks: ['beacon'] }, prefix);
  const once = filesOf(folder);
  const flows = sum(recordedRows());
  expect((await simulateTraffic({ ...options, attacks: ['beacon'] }, prefix)).changedBatches).toEqual([]);
  expect(filesOf(folder)).toEqual(once);
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
  for (const row of rows) {
    expect(Object.keys(row)).toEqual(columns);
    expect(instant(row, 'event_end')).toBeGreaterThanOrEqual(instant(row, 'event_start'));
    expect(number(row, 'source_bytes')).toBeGreaterThanOrEqual(0);
    expect(row.source_ip).not.toBe(row.destination_ip);
  }
});

it('holds what the jobs have to cope with', async () => {
  await simulateTraffic({ ...options, flowsASlice: 3_000 }, prefix);
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
