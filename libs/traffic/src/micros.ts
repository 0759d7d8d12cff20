/** Instants and durations are whole microseconds in a number: exact until the year 2255. */
export type Micros = number;

export const microsASecond = 1_000_000;

const decimal = /^[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d{1,3})?$/;

/**
 * Decimal seconds as whole microseconds, exact for what log writers print (six digits of fraction); what is finer is
 * rounded, as Zeek rounds where it prints six digits.
 * @returns undefined when `text` is no number, or one beyond exact microseconds.
 */
export function microsOf(text: string): Micros | undefined {
  const plain = plainMicros(text);
  if (plain !== undefined) return plain;
  if (!decimal.test(text)) return undefined;
  const micros = Math.round(Number(text) * microsASecond);
  return Number.isSafeInteger(micros) ? micros : undefined;
}

/** Digits with at most six behind a point, as nearly all are; undefined for every other text. */
function plainMicros(text: string): Micros | undefined {
  const point = text.indexOf('.');
  const whole = point === -1 ? text.length : point;
  const fraction = text.length - whole - 1;
  if (whole === 0 || whole > 10 || fraction === 0 || fraction > 6) return undefined;
  let micros = 0;
  for (let index = 0; index < text.length; index++) {
    if (index === point) continue;
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return undefined;
    micros = micros * 10 + digit;
  }
  for (let digits = Math.max(fraction, 0); digits < 6; digits++) micros *= 10;
  return Number.isSafeInteger(micros) ? micros : undefined;
}

const digits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
const minuteTexts = new Map<number, string>();

/** An instant in ISO 8601 with six digits of fraction: `2024-04-19T00:15:00.000001Z`. */
export function isoMicros(instant: Micros): string {
  const second = Math.floor(instant / microsASecond);
  const minute = Math.floor(second / 60);
  const fraction = String(microsASecond + instant - second * microsASecond);
  return `${minuteText(minute)}${digits[second - minute * 60] ?? ''}.${fraction.slice(1)}Z`;
}

/** `2024-04-19T00:15:`: flows come by the thousand a minute, and a Date for each would cost more than the rest. */
function minuteText(minute: number): string {
  const known = minuteTexts.get(minute);
  if (known !== undefined) return known;
  if (minuteTexts.size > 10_000) minuteTexts.clear();
  const text = new Date(minute * 60_000).toISOString().slice(0, 17);
  minuteTexts.set(minute, text);
  return text;
}
