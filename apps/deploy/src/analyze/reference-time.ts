const dayMilliseconds = 86_400_000;

/**
 * Reference time of baselines over data that ends at `end`: the first midnight of UTC at or after it, so that all of it
 * counts; when that is still to come, the newest midnight, and the data of today counts in no baseline.
 */
export function referenceTimeAfter(end: Date, now: Date): Date {
  const first = Math.ceil(end.getTime() / dayMilliseconds) * dayMilliseconds;
  const newest = Math.floor(now.getTime() / dayMilliseconds) * dayMilliseconds;
  return new Date(Math.min(first, newest));
}
