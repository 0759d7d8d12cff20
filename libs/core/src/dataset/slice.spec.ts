import { isOnGrid, sliceId, sliceIdOf, sliceStart } from './slice';

it.each([
  ['2024-04-19T00:15:00.000Z', '2024-04-19T00:15:00.000Z', '20240419T0015Z'],
  ['2024-04-19T00:29:59.999Z', '2024-04-19T00:15:00.000Z', '20240419T0015Z'],
  ['2024-12-31T23:59:59.999Z', '2024-12-31T23:45:00.000Z', '20241231T2345Z'],
  ['1969-12-31T23:59:59.999Z', '1969-12-31T23:45:00.000Z', '19691231T2345Z'],
])('%s lies in the slice that starts at %s', (instant, start, id) => {
  expect(sliceStart(new Date(instant)).toISOString()).toBe(start);
  expect(sliceIdOf(new Date(instant))).toBe(id);
});

it('knows the quarter hours', () => {
  expect(isOnGrid(new Date('2024-04-19T00:45:00Z'))).toBe(true);
  expect(isOnGrid(new Date('2024-04-19T00:45:00.001Z'))).toBe(false);
});

it.each(['20240419T0010Z', '20240419T0015', '2024-04-19T00:15Z', ' 20240419T0015Z'])('%p names no slice', (id) => {
  expect(sliceId.safeParse(id).success).toBe(false);
});
