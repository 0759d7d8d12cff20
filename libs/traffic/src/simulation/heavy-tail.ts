import type { Random } from './random';

/** A log-normal quantity: half of its values lie below the median, few lie far above it. */
export interface HeavyTail {
  readonly median: number;
  /** Standard deviation of the natural logarithm: 1 is moderate, 2 spans several orders of magnitude. */
  readonly spread: number;
  readonly most: number;
}

const steps = 4096;

/** A value of a heavy-tailed quantity, at most its greatest. */
export function heavyTailed(random: Random, { median, spread, most }: HeavyTail): number {
  const place = random.fraction() * steps;
  const step = Math.floor(place);
  const low = standardNormal[step] ?? 0;
  const high = standardNormal[step + 1] ?? low;
  return Math.min(most, median * Math.exp(spread * (low + (place - step) * (high - low))));
}

/** Quantiles of the standard normal distribution, at equal steps; the outermost stand half a step inside. */
const standardNormal: readonly number[] = Array.from({ length: steps + 1 }, (_, step) =>
  normalQuantile(Math.min(Math.max(step, 0.5), steps - 0.5) / steps),
);

/** Inverse of the normal distribution by bisection of its own integral: slow, but only a table is made with it. */
function normalQuantile(probability: number): number {
  let low = -6;
  let high = 6;
  for (let round = 0; round < 50; round++) {
    const middle = (low + high) / 2;
    if (normalProbability(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Abramowitz and Stegun 26.2.17, to 7.5e-8. */
function normalProbability(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
  return x < 0 ? tail : 1 - tail;
}
