import { orchestrationSettings, schedules, type Schedule } from '@ndr/pipelines';
import { fireSchedules } from './scheduler';
import { VirtualClock } from './virtual-clock';

/** Names and times of what is fired in some days, while `act` happens. */
async function firedIn(days: number, act: (clock: VirtualClock) => void): Promise<readonly string[]> {
  const start = new Date('2024-03-25T00:00:00Z');
  const clock = new VirtualClock(start);
  const fired: string[] = [];
  const stop = new AbortController();
  const baselines = schedules(orchestrationSettings.parse({})).slice(0, 2);
  const fire = ({ name }: Schedule, at: Date) => fired.push(`${name} ${at.toISOString().slice(0, 10)}`);
  const done = fireSchedules(baselines, fire, clock, stop.signal);
  act(clock);
  await clock.runUntil(new Date(start.getTime() + days * 24 * 3600_000));
  stop.abort();
  await done;
  return fired;
}

const nights = ['25', '26', '27', '28', '29', '30', '31'].map((day) => `nightly-7d 2024-03-${day}`);
const week = [...nights, 'weekly-30d 2024-03-31'];

it('fires seven nights and one Sunday in a week', async () => {
  expect(await firedIn(7, () => undefined)).toEqual(week);
});

it.each([90, -90])('fires each occurrence once though the clock is set by %d minutes and back', async (minutes) => {
  const fired = await firedIn(7, (clock) => {
    void clock.wait(27 * 3600_000 + 60_000).then(() => clock.stepBy(minutes * 60_000));
    void clock.wait(40 * 3600_000).then(() => clock.stepBy(-minutes * 60_000));
  });
  expect(fired).toEqual(week);
});
