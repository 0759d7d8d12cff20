import { isoMicros, microsOf } from './micros';

it.each([
  ['1713484795.943239', 1_713_484_795_943_239],
  ['0.000064', 64],
  ['0', 0],
  ['118.48390293121338', 118_483_903],
  ['9.5367431640625e-07', 1],
  ['1588205199.82437', 1_588_205_199_824_370],
  ['-2.5', -2_500_000],
])('reads %s seconds as %d microseconds', (text, micros) => {
  expect(microsOf(text)).toBe(micros);
});

it.each(['', '-', 'abc', '1.2.3', '0x10', '1e999', '99999999999999'])('takes %j for no time', (text) => {
  expect(microsOf(text)).toBeUndefined();
});

it.each([
  [1_713_484_795_943_239, '2024-04-18T23:59:55.943239Z'],
  [1_713_484_800_000_000, '2024-04-19T00:00:00.000000Z'],
  [-1, '1969-12-31T23:59:59.999999Z'],
])('writes %d as %s', (micros, text) => {
  expect(isoMicros(micros)).toBe(text);
});
