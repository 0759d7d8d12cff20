import { exponential } from './exponential';
import { HeavyTail } from './heavy-tail';
import { Random } from './random';

const count = 40_000;

/** Values of a quantity in order. */
function values(quantity: HeavyTail): number[] {
  const random = new Random(1, 'values');
  return Array.from({ length: count }, () => quantity.value(random)).sort((left, right) => left - right);
}

const quantile = (sorted: readonly number[], q: number) => sorted[Math.floor(q * count)] ?? NaN;

it.each([0.5, 1, 2])('has the quantiles of the log-normal distribution at a spread of %s', (spread) => {
  const sorted = values(new HeavyTail({ median: 100, spread, most: Infinity }));
  // Standard normal quantiles, of tables.
  for (const [q, z] of [
    [0.5, 0],
    [0.9, 1.2816],
    [0.99, 2.3263],
  ] as const) {
    expect(Math.log(quantile(sorted, q) / 100) / spread).toBeCloseTo(z, 1);
  }
});

it('never exceeds its greatest value', () => {
  expect(values(new HeavyTail({ median: 100, spread: 3, most: 5_000 })).at(-1)).toBe(5_000);
});

it('has an exponential of its own that is right to twelve digits', () => {
  for (const x of [-18, -3.3, -0.001, 0, 0.5, 1, 7.7, 12]) {
    expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(1e-12);
  }
});
