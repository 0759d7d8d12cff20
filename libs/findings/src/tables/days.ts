/** Milliseconds of a day of UTC. */
export const dayMilliseconds = 86_400_000;

/** An SQL expression: the day of UTC, `2024-05-13`, that holds an instant in milliseconds. */
export function dayOf(milliseconds: string): string {
  return `strftime(make_timestamp((${milliseconds})::BIGINT * 1000), '%Y-%m-%d')`;
}

/** An SQL expression: an instant in milliseconds as ISO 8601 text. */
export function instantText(milliseconds: string): string {
  return `strftime(make_timestamp((${milliseconds})::BIGINT * 1000), '%Y-%m-%dT%H:%M:%SZ')`;
}
