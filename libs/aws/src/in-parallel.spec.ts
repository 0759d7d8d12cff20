import { setTimeout as delay } from 'node:timers/promises';
import { inParallel } from './in-parallel';

it('answers in the order of the items, a few at a time', async () => {
  let [now, most] = [0, 0];
  const work = async (item: number) => {
    most = Math.max(most, (now += 1));
    await delay(10 - item);
    now -= 1;
    return item * 2;
  };
  expect(await inParallel([0, 1, 2, 3, 4, 5], 2, work)).toEqual([0, 2, 4, 6, 8, 10]);
  expect(most).toBe(2);
});

it('begins nothing after a failure, and waits for what was begun', async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const work = async (item: number) => {
    begun.push(item);
    await delay(item === 1 ? 5 : 20);
    if (item === 1) throw new RangeError('one');
    ended.push(item);
  };
  await expect(inParallel([0, 1, 2, 3], 2, work)).rejects.toThrow('one');
  expect([begun, ended]).toEqual([[0, 1], [0]]);
});
