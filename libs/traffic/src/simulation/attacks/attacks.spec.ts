import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { EpisodeLabel } from '@ndr/pipelines';

import { attackNames, attacksNamed } from '.';
import { filesOf, newFolder, removeFolder, rowsOf, type Row } from '../../testing/prefix-content';
import type { SimulateOptions } from '../options';
import { simulateTraffic } from '../simulate-traffic';

const slices = 8;
const flowsASlice = 200;
const options: SimulateOptions = { seed: 3, start: '2024-04-19T08:00:00Z', slices, flowsASlice, hosts: 40 };

interface Simulated {
  readonly labels: readonly EpisodeLabel[];
  readonly rows: readonly Row[];
}

/** The traffic of an office, as who reads the files sees it. */
async function simulated(changed: Partial<SimulateOptions>): Promise<Simulated> {
  const folder = newFolder();
  await simulateTraffic({ ...options, ...changed }, join(folder, 'integration'));
  const lines = readFileSync(join(folder, 'labels.jsonl'), 'utf8').trimEnd().split('\n');
  const labels = lines.map((line) => JSON.parse(line) as EpisodeLabel);
  const rows = Object.values(rowsOf(join(folder, 'integration'))).flat();
  removeFolder(folder);
  return { labels, rows };
}

/** Rows between the sources, targets and ports of an episode, in its time. */
function rowsOfEpisode({ rows }: Simulated, label: EpisodeLabel): readonly Row[] {
  const [sources, targets] = [new Set<unknown>(label.source_ips), new Set<unknown>(label.target_ips)];
  const ports = new Set<unknown>(label.target_ports);
  return rows.filter(
    (row) =>
      sources.has(row.source_ip) &&
      targets.has(row.destination_ip) &&
      ports.has(row.destination_port) &&
      String(row.event_start) >= label.start &&
      String(row.event_end) <= label.end,
  );
}

const valuesOf = (rows: readonly Row[], column: string) => [...new Set(rows.map((row) => row[column]))].sort();

describe.each([10, 40, 300])('in an office of %s machines', (hosts) => {
  let office: Simulated;
  beforeAll(async () => (office = await simulated({ hosts })));

  it('has a label of each attack, and none more', () => {
    expect(office.labels.map(({ attack }) => attack).sort()).toEqual([...attackNames].sort());
  });

  it('labels every flow that is no ordinary one', () => {
    const labelled = office.labels.reduce((sum, { flows }) => sum + flows, 0);
    expect(labelled).toBe(office.rows.length - slices * flowsASlice);
  });

  it.each(attackNames)('holds exactly the flows that the label of %s states', (attack) => {
    const label = office.labels.find((each) => each.attack === attack);
    if (!label) throw new TypeError('no label');
    const rows = rowsOfEpisode(office, label);
    expect(rows).toHaveLength(label.flows);
    expect(valuesOf(rows, 'source_ip')).toEqual([...label.source_ips].sort());
    expect(valuesOf(rows, 'destination_ip')).toEqual([...label.target_ips].sort());
    expect(valuesOf(rows, 'destination_port')).toEqual([...label.target_ports].sort());
    expect(valuesOf(rows, 'event_start')[0]).toBe(label.start);
    expect(valuesOf(rows, 'event_end').at(-1)).toBe(label.end);
  });
});

it('leaves all but the last day clean of attacks, and of a short period all but its last half', async () => {
  const days = await simulated({ start: '2024-04-19T00:00:00Z', slices: undefined, days: 3, flowsASlice: 1 });
  expect(days.labels.filter(({ start }) => start < '2024-04-21T00:00:00')).toEqual([]);
  const hours = await simulated({});
  expect(hours.labels.filter(({ start }) => start < '2024-04-19T09:00:00')).toEqual([]);
});

it('plays every attack, also in a period of one slice', async () => {
  const { labels } = await simulated({ slices: 1, hosts: 10 });
  expect(
    labels
      .filter(({ flows }) => flows > 0)
      .map(({ attack }) => attack)
      .sort(),
  ).toEqual([...attackNames].sort());
});

it('compromises a machine of its own for each attack where there are enough', async () => {
  const { labels } = await simulated({ hosts: 100 });
  const first = labels.map(({ source_ips }) => source_ips[0]);
  expect(new Set(first).size).toBe(attackNames.length);
});

it('plays the attacks that are named, and those alone', async () => {
  const { labels, rows } = await simulated({ attacks: ['dns-tunnel', 'beacon'] });
  expect(labels.map(({ attack }) => attack).sort()).toEqual(['beacon', 'dns-tunnel']);
  expect(rows.length).toBe(slices * flowsASlice + labels.reduce((sum, { flows }) => sum + flows, 0));
});

it('keeps the labels of other traffic of the prefix when more is added', async () => {
  const folder = newFolder();
  const prefix = join(folder, 'integration');
  const first = await simulateTraffic({ ...options, attacks: ['beacon'] }, prefix);
  const second = await simulateTraffic({ ...options, seed: 4, attacks: ['beacon'] }, prefix);
  await simulateTraffic({ ...options, attacks: ['beacon'] }, prefix);
  const text = readFileSync(join(folder, 'labels.jsonl'), 'utf8');
  const both = [...first.episodes, ...second.episodes].map((label) => JSON.stringify(label)).sort();
  expect(text.trimEnd().split('\n').sort()).toEqual(both);
  removeFolder(folder);
});

it('writes the labels again that were lost', async () => {
  const folder = newFolder();
  const prefix = join(folder, 'integration');
  await simulateTraffic({ ...options, attacks: ['beacon'] }, prefix);
  const once = filesOf(folder);
  rmSync(join(folder, 'labels.jsonl'));
  expect((await simulateTraffic({ ...options, attacks: ['beacon'] }, prefix)).changedBatches).toEqual([]);
  expect(filesOf(folder)).toEqual(once);
  removeFolder(folder);
});

it.each(['not JSON', '{"episode":"fire"}'])(
  'refuses to write labels into a file of %s, before anything else',
  async (text) => {
    const folder = newFolder();
    writeFileSync(join(folder, 'labels.jsonl'), `${text}\n`);
    const simulation = simulateTraffic(options, join(folder, 'integration'));
    await expect(simulation).rejects.toMatchObject({ code: 'labels.invalid' });
    expect(Object.keys(filesOf(folder))).toEqual(['labels.jsonl']);
    removeFolder(folder);
  },
);

it('reads all, none, and names with commas between them, each once', () => {
  expect(attacksNamed('all')).toEqual(attackNames);
  expect(attacksNamed('none')).toEqual([]);
  expect(attacksNamed('beacon, port-scan,beacon')).toEqual(['port-scan', 'beacon']);
});

it.each(['', 'beacon,', 'Beacon', 'all,beacon', 'toString'])('refuses %j as a list of attacks', (list) => {
  expect(() => attacksNamed(list)).toThrow(expect.objectContaining({ code: 'usage' }));
});
