import type { Json } from '@ndr/core';

const float: unique symbol = Symbol('float');

/**
 * A number that JavaScript cannot tell from another: a whole one that was written as a fraction, such as 1.0, which is
 * of another type than 1, or one that is not finite.
 */
export interface Float {
  readonly [float]: true;
  readonly value: number;
}

function floatOf(value: number): Float {
  return { [float]: true, value };
}

/** Whether `value` is a Float; fractions such as 0.5 are numbers. */
export function isFloatObject(value: unknown): value is Float {
  return typeof value === 'object' && value !== null && float in value;
}

/** JSON whose numbers keep their type: Float beside number, and bigint for integers that a number cannot hold. */
export type ExactJson = string | number | bigint | boolean | null | Float | readonly ExactJson[] | ExactObject;

/** JSON objects whose numbers keep their type. */
export interface ExactObject {
  readonly [member: string]: ExactJson;
}

/** `value` without the members of those names. */
export function without(value: ExactObject, ...names: readonly string[]): ExactObject {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}

// Member names of the stand-ins for numbers: no document has them, since they are made anew for each process.
const mark = `number-${process.pid}-${Math.random()}`;
const number = /-?(?:Infinity|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|NaN/y;

/**
 * Parses JSON as Python does: numbers keep their type, and NaN and Infinity are numbers.
 * @throws SyntaxError
 */
export function parseExactJson(text: string): ExactJson {
  return JSON.parse(withNumbersMarked(text), (_member, value: unknown) => {
    const written = (value as Record<string, unknown> | null)?.[mark];
    return typeof written === 'string' ? exactNumber(written) : value;
  }) as ExactJson;
}

/** Levels of lists and objects inside each other; what walks over a document goes as deep. */
const deepest = 500;

/** By hand: a regular expression over whole strings exhausts the stack where one has millions of characters. */
function withNumbersMarked(text: string): string {
  const parts: string[] = [];
  let done = 0;
  let depth = 0;
  for (let at = 0; at < text.length;) {
    const character = text[at] ?? '';
    if (character === '"') {
      at = endOfString(text, at);
      continue;
    }
    depth += '[{'.includes(character) ? 1 : ']}'.includes(character) ? -1 : 0;
    if (depth > deepest) throw new SyntaxError(`lists and objects lie inside each other more than ${deepest} deep`);
    number.lastIndex = at;
    const found = number.exec(text)?.[0] ?? '';
    if (found !== '' && !isPlain(found)) {
      parts.push(text.slice(done, at), `{"${mark}":"${found}"}`);
      done = at + found.length;
    }
    at += Math.max(1, found.length);
  }
  return parts.join('') + text.slice(done);
}

/** The place behind the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text[quote - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
  }
  return text.length;
}

function isPlain(found: string): boolean {
  const value = Number(found);
  if (!Number.isFinite(value)) return false;
  return isInteger(found) ? Number.isSafeInteger(value) : !Number.isInteger(value);
}

const isInteger = (written: string) => /^-?\d+$/.test(written);

function exactNumber(written: string): bigint | Float {
  return isInteger(written) ? BigInt(written) : floatOf(Number(written));
}

/** `value` as a Float where its type says so and it is whole. */
export function asFloat(value: number): number | Float {
  return Number.isInteger(value) ? floatOf(value) : value;
}

/** `value` as plain JSON: for those that know numbers of one type only. */
export function plainJson(value: ExactJson): Json {
  if (isFloatObject(value)) return Number.isFinite(value.value) ? value.value : floatText(value.value);
  if (typeof value === 'bigint') return Number(value);
  if (isExactList(value)) return value.map(plainJson);
  if (!isExactObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plainJson(each)]));
}

export function isExactList(value: ExactJson | undefined): value is readonly ExactJson[] {
  return Array.isArray(value);
}

export function isExactObject(value: ExactJson | undefined): value is ExactObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isFloatObject(value);
}

/** Whether `value` is a number with a fraction or an exponent, or not finite; false for integers. */
export function isFloat(value: ExactJson): value is number | Float {
  return isFloatObject(value) || (typeof value === 'number' && !Number.isInteger(value));
}

/**
 * `value` as text, as Python writes floats: the shortest digits that read back as the same number, with an exponent
 * from 1e16 on and below 1e-4.
 */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (value !== 0 && (power < -4 || power >= 16)) {
    return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  }
  const sign = Object.is(value, -0) ? '-' : '';
  if (Number.isInteger(value)) return `${sign}${BigInt(value)}.0`;
  return value.toFixed(Math.max(0, mantissa.replace(/^-?\d\.?/, '').length - power));
}
