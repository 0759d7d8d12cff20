import { NdrError } from '@ndr/core';

/** Milliseconds that a zone's clocks are ahead of UTC, at an instant in milliseconds. */
export function zoneOffset(timeZone: string): (instant: number) => number {
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (instant) => {
    const part = Object.fromEntries(clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1_000) * 1_000;
  };
}

/** @throws NdrError `usage` for a name that no time zone has. */
export function refuseUnknownTimeZone(timeZone: string): void {
  try {
    Intl.DateTimeFormat('en-US', { timeZone });
  } catch {
    throw new NdrError({
      code: 'usage',
      place: 'time zone',
      cause: `${timeZone} is no time zone`,
      remedy: 'Give an IANA name, such as Europe/Prague.',
    });
  }
}
