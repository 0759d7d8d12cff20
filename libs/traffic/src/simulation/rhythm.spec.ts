import { busyness, localDay, sharedOut } from './rhythm';
import { zoneOffset } from '../time-zone';

/** What the clocks of a zone show at an instant. */
function clock(instant: string, timeZone: string) {
  const time = Date.parse(instant);
  return localDay(time, zoneOffset(timeZone)(time));
}

it.each([
  ['2024-03-31T00:45:00Z', 'Europe/Berlin', 1.75],
  ['2024-03-31T01:00:00Z', 'Europe/Berlin', 3],
  ['2024-10-27T00:45:00Z', 'Europe/Berlin', 2.75],
  ['2024-10-27T01:00:00Z', 'Europe/Berlin', 2],
  ['2024-07-01T20:00:00Z', 'Asia/Kolkata', 1.5],
  ['2024-11-03T05:30:00Z', 'America/New_York', 1.5],
  ['2024-11-03T06:30:00Z', 'America/New_York', 1.5],
])('reads %s on the clocks of %s, also when they change', (instant, timeZone, hour) => {
  expect(clock(instant, timeZone).hour).toBe(hour);
});

it('counts days and weekends by the calendar on the wall', () => {
  const [friday, saturday] = ['2024-04-19T14:59:00Z', '2024-04-19T15:00:00Z'].map((at) => clock(at, 'Asia/Tokyo'));
  expect([friday?.isWeekend, saturday?.isWeekend]).toEqual([false, true]);
  expect((saturday?.day ?? 0) - (friday?.day ?? 0)).toBe(1);
  expect(clock('2024-04-21T23:00:00Z', 'UTC').isWeekend).toBe(true);
  expect(clock('2024-04-22T00:00:00Z', 'UTC').isWeekend).toBe(false);
});

it('has people work by day, less on weekends, and backups run at night', () => {
  const at = (hour: number, isWeekend = false) => ({ day: 0, hour, isWeekend });
  expect(busyness('people', at(10))).toBeGreaterThan(10 * busyness('people', at(3)));
  expect(busyness('people', at(10))).toBeGreaterThan(5 * busyness('people', at(10, true)));
  expect(busyness('nightly', at(2))).toBeGreaterThan(10 * busyness('nightly', at(12)));
  expect(busyness('machines', at(2))).toBe(busyness('machines', at(12, true)));
});

it('goes from one hour to the next without a jump', () => {
  const hours = Array.from({ length: 96 }, (_, quarter) =>
    busyness('people', { day: 0, hour: quarter / 4, isWeekend: false }),
  );
  const jumps = hours.map((now, index) => Math.abs(now - (hours[(index + 1) % 96] ?? 0)));
  expect(Math.max(...jumps)).toBeLessThan(0.08);
});

it('shares a number out without losing any', () => {
  expect(sharedOut(10, [1, 1, 2])).toEqual([2, 3, 5]);
  expect(sharedOut(2, [1, 1, 1])).toEqual([0, 1, 1]);
});
