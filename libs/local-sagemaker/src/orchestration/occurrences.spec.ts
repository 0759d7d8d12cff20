import { schedules, orchestrationSettings, type Schedule } from '@ndr/pipelines';
import { nextOccurrence } from './occurrences';

/** A schedule by its name, with some settings. */
function named(name: string, settings: Readonly<Record<string, unknown>>): Schedule {
  const found = schedules(orchestrationSettings.parse(settings)).find((each) => each.name === name);
  if (!found) throw new RangeError(`no schedule ${name}`);
  return found;
}

const nightlyAt = (nightlyAt: string, timeZone: string) => named('nightly-7d', { nightlyAt, timeZone });

/** The next `count` occurrences after an instant. */
function occurrences(schedule: Schedule, after: string, count: number): readonly string[] {
  const found: string[] = [];
  for (let last = new Date(after); found.length < count;) {
    last = nextOccurrence(schedule, last);
    found.push(last.toISOString());
  }
  return found;
}

it('keeps the time of day of its zone when daylight saving begins and ends', () => {
  expect(occurrences(nightlyAt('03:30', 'Europe/Berlin'), '2024-03-29T12:00:00Z', 3)).toEqual([
    '2024-03-30T02:30:00.000Z',
    '2024-03-31T01:30:00.000Z',
    '2024-04-01T01:30:00.000Z',
  ]);
  expect(occurrences(nightlyAt('03:30', 'Europe/Berlin'), '2024-10-25T12:00:00Z', 3)).toEqual([
    '2024-10-26T01:30:00.000Z',
    '2024-10-27T02:30:00.000Z',
    '2024-10-28T02:30:00.000Z',
  ]);
});

it('fires once on the day whose hour comes twice', () => {
  const fired = occurrences(nightlyAt('02:30', 'Europe/Berlin'), '2024-10-26T12:00:00Z', 2);
  expect(fired.map((instant) => instant.slice(0, 10))).toEqual(['2024-10-27', '2024-10-28']);
});

it('fires on its day of the week', () => {
  const weekly = named('weekly-30d', { weeklyOn: 'WED', weeklyAt: '23:15' });
  expect(occurrences(weekly, '2024-03-29T00:00:00Z', 2)).toEqual([
    '2024-04-03T23:15:00.000Z',
    '2024-04-10T23:15:00.000Z',
  ]);
});

it('counts rates from one moment, whenever it was started', () => {
  const catchUp = named('catch-up', { catchUpMinutes: 45 });
  const first = nextOccurrence(catchUp, new Date('2024-03-29T00:01:00Z'));
  expect(nextOccurrence(catchUp, new Date(first.getTime() - 1))).toEqual(first);
  expect(nextOccurrence(catchUp, first).getTime() - first.getTime()).toBe(45 * 60_000);
});

it('refuses an expression that is neither cron nor rate', () => {
  const schedule = { ...nightlyAt('03:00', 'UTC'), expression: 'sometimes' };
  expect(() => nextOccurrence(schedule, new Date())).toThrow(expect.objectContaining({ code: 'local.unsupported' }));
});
