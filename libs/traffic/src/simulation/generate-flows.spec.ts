import { integration } from '@ndr/pipelines';

import { filesOf, newFolder, recordsOf, removeFolder, rowsOf, type Row } from '../testing/prefix-content';
import { generateFlows, type GenerateOptions } from './generate-flows';

const options: GenerateOptions = { seed: 7, start: '2024-04-18T22:00:00Z', slices: 12, flowsASlice: 500, hosts: 40 };

let folder: string;
beforeEach(() => (folder = newFolder()));
afterEach(() => removeFolder(folder));

const number = (row: Row, column: string) => Number(row[column]);
const instant = (row: Row, column: string) => Date.parse(String(row[column]));

it('gives the same bytes for the same options, and others for another seed', async () => {
  const prefixes = ['one', 'two', 'three'].map((name) => `${folder}/${name}`);
  for (const [index, prefix] of prefixes.entries())
    await generateFlows({ ...options, seed: index < 2 ? 7 : 8 }, prefix);
  const [one, two, three] = prefixes.map(filesOf);
  expect(two).toEqual(one);
  expect(Object.values(three ?? {})).not.toEqual(Object.values(one ?? {}));
});

it('changes nothing when it runs again, and adds with another seed', async () => {
  await generateFlows(options, folder);
  const once = filesOf(folder);
  expect((await generateFlows(options, folder)).changedBatches).toEqual([]);
  expect(filesOf(folder)).toEqual(once);
  await generateFlows({ ...options, seed: 8 }, folder);
  expect(recordsOf(folder).reduce((sum, record) => sum + number(record, 'rows'), 0)).toBe(12_000);
});

it('writes exactly as many flows as asked, a recorded batch a slice, more by day than at night', async () => {
  const day = { ...options, start: '2024-04-19T00:00:00Z', slices: 96, flowsASlice: 100 };
  const generated = await generateFlows(day, folder);
  const rows = recordsOf(folder).map((record) => number(record, 'rows'));
  expect(generated).toMatchObject({ flows: 9_600, start: '2024-04-19T00:00:00Z', end: '2024-04-20T00:00:00Z' });
  expect(rows).toHaveLength(96);
  expect(rows.reduce((sum, each) => sum + each, 0)).toBe(9_600);
  expect(rows[40]).toBeGreaterThan(4 * (rows[8] ?? 0));
});

it('writes rows of the dataset: its columns, in order, with plausible values', async () => {
  await generateFlows(options, folder);
  const rows = Object.values(rowsOf(folder)).flat();
  const columns = integration.tables.integration?.columns.map(({ name }) => name);
  for (const row of rows) {
    expect(Object.keys(row)).toEqual(columns);
    expect(instant(row, 'event_end')).toBeGreaterThanOrEqual(instant(row, 'event_start'));
    expect(number(row, 'source_bytes')).toBeGreaterThanOrEqual(0);
  }
});

it('holds what the jobs have to cope with', async () => {
  await generateFlows({ ...options, flowsASlice: 3_000 }, folder);
  const batches = rowsOf(folder);
  const rows = Object.values(batches).flat();
  const share = (holds: (row: Row) => boolean) => rows.filter(holds).length / rows.length;
  const kinds: Record<string, (row: Row) => boolean> = {
    'over IPv6': (row) => String(row.source_ip).includes(':'),
    'of ICMP': (row) => row.network_transport === 'icmp',
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

it.each<[string, Partial<GenerateOptions>]>([
  ['a start off the grid', { start: '2024-04-19T00:01:00Z' }],
  ['a start that is no time', { start: 'now' }],
  ['no slice', { slices: 0 }],
  ['half a flow', { flowsASlice: 0.5 }],
  ['an office without people', { hosts: 9 }],
])('refuses %s', async (_, wrong) => {
  await expect(generateFlows({ ...options, ...wrong }, folder)).rejects.toMatchObject({ code: 'usage' });
});
