/** A duration by its parts: months and years are as long as the calendar makes them. */
export interface Duration {
  readonly years: number;
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

const form = /^P?(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i;

/**
 * Reads an ISO 8601 duration such as `P30D` or `PT12H`; undefined when `text` is none. SageMaker's documentation writes
 * `30d` and `T16m` too: letters may be small, and the P may be left out.
 */
export function parseDuration(text: string): Duration | undefined {
  const parts = form.exec(text);
  if (!parts) return undefined;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  return { years, months, weeks, days, hours, minutes, seconds };
}
