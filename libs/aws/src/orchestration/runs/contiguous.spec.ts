import { contiguous } from './contiguous';

const hour = 3600_000;
const interval = (from: number, to: number) => ({ start: from * hour, end: to * hour });
const grouped = (...items: readonly ReturnType<typeof interval>[]) =>
  contiguous(items, 1).map((group) => group.map(({ start, end }) => `${start / hour}-${end / hour}`).join(' '));

it.each<[string, readonly ReturnType<typeof interval>[], readonly string[]]>([
  ['is none of nothing', [], []],
  ['joins those that follow each other', [interval(0, 1), interval(1, 3), interval(3, 4)], ['0-1 1-3 3-4']],
  ['begins anew after a gap', [interval(0, 1), interval(2, 3)], ['0-1', '2-3']],
  ['begins anew at an overlap', [interval(0, 2), interval(1, 3)], ['0-2', '1-3']],
  ['fills a day, and no more', [interval(0, 23), interval(23, 24), interval(24, 25)], ['0-23 23-24', '24-25']],
  ['leaves one that is longer than a day alone', [interval(0, 30), interval(30, 31)], ['0-30', '30-31']],
])('%s', (_what, items, groups) => {
  expect(grouped(...items)).toEqual(groups);
});
