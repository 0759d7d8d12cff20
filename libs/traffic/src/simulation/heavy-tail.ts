import { exponential } from './exponential';
import type { Random } from './random';

export interface HeavyTailOptions {
  readonly median: number;
  /** Standard deviation of the natural logarithm: 1 is moderate, 2 spans several orders of magnitude. */
  readonly spread: number;
  /** Greatest value: what would lie above it is this. */
  readonly most: number;
}

const steps = 4096;

/** A log-normal quantity: half of its values lie below the median, few lie far above it. */
export class HeavyTail {
  readonly #options: HeavyTailOptions;
  #quantiles: Float64Array | undefined;

  constructor(options: HeavyTailOptions) {
    this.#options = options;
  }

  /** A value at random, at most the greatest. */
  value(random: Random): number {
    this.#quantiles ??= quantilesOf(this.#options);
    const place = random.fraction() * steps;
    const step = Math.floor(place);
    const low = this.#quantiles[step] ?? 0;
    const high = this.#quantiles[step + 1] ?? low;
    return low + (place - step) * (high - low);
  }
}

/** The quantity's values at equal steps of probability. */
function quantilesOf({ median, spread, most }: HeavyTailOptions): Float64Array {
  return normalQuantiles().map((quantile) => Math.min(most, median * exponential(spread * quantile)));
}

let standardNormal: Float64Array | undefined;

/** Quantiles of the standard normal distribution, at equal steps; the outermost stand half a step inside. */
function normalQuantiles(): Float64Array {
  standardNormal ??= Float64Array.from({ length: steps + 1 }, (_, step) =>
    normalQuantile(Math.min(Math.max(step, 0.5), steps - 0.5) / steps),
  );
  return standardNormal;
}

/** Inverse of the normal distribution by bisection of its own integral: slow, but only a table is made with it. */
function normalQuantile(probability: number): number {
  let low = -6;
  let high = 6;
  for (let round = 0; round < 40; round++) {
    const middle = (low + high) / 2;
    if (normalProbability(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const squareRootOfTwoPi = 2.5066282746310002;

/** Abramowitz and Stegun 26.2.17, to 7.5e-8. */
function normalProbability(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (exponential((-x * x) / 2) / squareRootOfTwoPi) * polynomial;
  return x < 0 ? tail : 1 - tail;
}
