import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { newFolder, removeFolder } from '../testing/prefix-content';
import type { AttackName } from './attacks';
import type { SimulateOptions } from './options';
import { simulateTraffic } from './simulate-traffic';

const options: SimulateOptions = { seed: 7, start: '2024-04-19T00:00:00Z', days: 1, hosts: 40 };
const noAttack = 'fire' as AttackName;

it.each<[string, Partial<SimulateOptions>, string]>([
  ['no day', { days: 0 }, 'period'],
  ['half a day', { days: 0.5 }, 'period'],
  ['more days than batches may be recorded for', { days: 1_097 }, 'period'],
  ['no slice', { days: undefined, slices: 0 }, 'period'],
  ['days and slices', { slices: 96 }, 'period'],
  ['neither days nor slices', { days: undefined }, 'period'],
  ['days that begin at noon', { start: '2024-04-19T12:00:00Z' }, 'start'],
  ['days that begin at a midnight that is none of UTC', { start: '2024-04-19T00:00:00+02:00' }, 'start'],
  ['slices off the quarter hour', { days: undefined, slices: 4, start: '2024-04-19T00:01:00Z' }, 'start'],
  ['a start that is no time', { start: 'now' }, 'start'],
  ['an office without people', { hosts: 9 }, 'hosts'],
  ['more machines than the office has room for', { hosts: 50_001 }, 'hosts'],
  ['a seed that is no whole number', { seed: 1.5 }, 'seed'],
  ['half a flow', { flowsASlice: 0.5 }, 'flows'],
  ['an unknown time zone', { timeZone: 'Europe/Atlantis' }, 'time zone'],
  ['an unknown attack', { attacks: [noAttack] }, 'attacks'],
])('refuses %s before anything is written', async (_, wrong, place) => {
  const folder = newFolder();
  const simulation = simulateTraffic({ ...options, ...wrong }, join(folder, 'integration'));
  await expect(simulation).rejects.toMatchObject({ code: 'usage', place: expect.stringContaining(place) as string });
  expect(existsSync(join(folder, 'integration'))).toBe(false);
  removeFolder(folder);
});
