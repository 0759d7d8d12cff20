const form = /^P?(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i;

/**
 * The instant that lies an ISO 8601 duration such as `P30D`, `P4DT12H` or `P1M` before `instant`, by the calendar in
 * UTC; undefined when `duration` is none. SageMaker takes it without the P, too.
 */
export function before(instant: Date, duration: string): Date | undefined {
  const parts = form.exec(duration);
  if (!parts) return undefined;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  const found = new Date(instant);
  const day = found.getUTCDate();
  found.setUTCDate(1);
  found.setUTCFullYear(found.getUTCFullYear() - years, found.getUTCMonth() - months);
  found.setUTCDate(Math.min(day, daysOfMonth(found)) - weeks * 7 - days);
  found.setTime(found.getTime() - ((hours * 60 + minutes) * 60 + seconds) * 1000);
  return found;
}

function daysOfMonth(instant: Date): number {
  return new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth() + 1, 0)).getUTCDate();
}
