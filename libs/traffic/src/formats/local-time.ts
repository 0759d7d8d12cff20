import type { Micros } from '../micros';
import { zoneOffset } from '../time-zone';

const form = /^(\d{4})[/-](\d{2})[/-](\d{2})[ T](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?$/;

/**
 * Reads local times such as `2011/08/18 15:40:53.826372` in an IANA zone. Of an hour that the clocks repeat the first
 * is meant; a time that they skip counts on from before the change.
 */
export function localTimeReader(timeZone: string): (text: string) => Micros | undefined {
  const offsetAt = zoneOffset(timeZone);
  const minutes = new Map<string, number>();
  return (text) => {
    const parts = form.exec(text);
    if (!parts) return undefined;
    const [, year, month, day, hour, minute, second, fraction = ''] = parts;
    const key = text.slice(0, 16);
    let start = minutes.get(key);
    if (start === undefined) {
      const local = wallClock(Number(year), Number(month), Number(day), Number(hour), Number(minute));
      if (local === undefined) return undefined;
      if (minutes.size > 10_000) minutes.clear();
      start = instantOf(local, offsetAt);
      minutes.set(key, start);
    }
    const seconds = Number(second);
    return seconds > 60 ? undefined : (start + seconds * 1_000) * 1_000 + Number(fraction.slice(0, 6).padEnd(6, '0'));
  };
}

/** A wall clock's minute as if it were UTC, in milliseconds; undefined for a day or minute that no calendar has. */
function wallClock(year: number, month: number, day: number, hour: number, minute: number): number | undefined {
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60;
  return isReal ? date.getTime() : undefined;
}

/** The first instant that a zone's clocks show as `local`. */
function instantOf(local: number, offsetAt: (instant: number) => number): number {
  const day = 86_400_000;
  const candidates = [offsetAt(local - day), offsetAt(local + day)].map((offset) => local - offset);
  const shown = candidates.filter((instant) => instant + offsetAt(instant) === local);
  return shown.length > 0 ? Math.min(...shown) : local - offsetAt(local - day);
}
