import type { Span } from './attack';
import { microsASecond, type Micros } from '../../micros';
import type { Random } from '../random';

/** `count` instants in a span, in order: about evenly spread, each by chance in its own part. */
export function* spreadOver({ start, end }: Span, count: number, random: Random): Generator<Micros> {
  const step = (end - start) / count;
  for (let index = 0; index < count; index++) yield Math.floor(start + (index + random.fraction()) * step);
}

/** Instants a beat apart for a whole span, at least one; each beat is longer or shorter by up to the share `jitter`. */
export function* beats({ start, end }: Span, seconds: number, jitter: number, random: Random): Generator<Micros> {
  const beat = () => Math.floor(seconds * microsASecond * (1 + jitter * (2 * random.fraction() - 1)));
  for (let instant = Math.min(start + beat(), end - 1); instant < end; instant += beat()) yield instant;
}

/** A length of at most `seconds`, which does not reach back behind the start of the span. */
export function lengthWithin({ start }: Span, end: Micros, seconds: number): Micros {
  return Math.min(Math.floor(seconds * microsASecond), end - start);
}
