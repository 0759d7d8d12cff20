import { serializationError, validationError } from './service-error';
import { wholePattern } from './whole-pattern';
import { lists, maps, operations, scalars, structures } from '../shapes/sagemaker-operations';
import type { InputOf, OperationName } from '../shapes/types';

/**
 * The input of an operation from its request's JSON body. As in the service, a member that is null counts as absent,
 * and one that the operation does not know is ignored.
 * @throws ServiceError SerializationException for the first value of a wrong type, else ValidationException with
 *   everything that is against a limit
 */
export function parseInput<Name extends OperationName>(name: Name, body: unknown): InputOf<Name> {
  const violations: string[] = [];
  const input = parseStructure(operations[name].input, body, '', violations);
  if (violations.length === 0) return input as InputOf<Name>;
  const count = violations.length === 1 ? '1 validation error' : `${violations.length} validation errors`;
  throw validationError(`${count} detected: ${violations.join('; ')}`);
}

type JsonObject = Readonly<Record<string, unknown>>;
interface Limits {
  readonly min?: number;
  readonly max?: number;
}

function parse(type: string, value: unknown, place: string, violations: string[]): unknown {
  if (Object.hasOwn(structures, type)) return parseStructure(type, value, place, violations);
  if (Object.hasOwn(lists, type)) return parseList(lists[type as keyof typeof lists], value, place, violations);
  if (Object.hasOwn(maps, type)) return parseMap(maps[type as keyof typeof maps], value, place, violations);
  return parseScalar(scalars[type as keyof typeof scalars], value, place, violations);
}

function parseStructure(type: string, value: unknown, place: string, violations: string[]): JsonObject {
  if (!isObject(value)) throw misplaced(value);
  const members = structures[type as keyof typeof structures] as Readonly<Record<string, string>>;
  const parsed: [string, unknown][] = [];
  for (const [member, memberType] of Object.entries(members)) {
    const inner = place === '' ? lowerFirst(member) : `${place}.${lowerFirst(member)}`;
    const given = Object.hasOwn(value, member) ? value[member] : undefined;
    if (given !== undefined && given !== null) {
      parsed.push([member, parse(memberType.replace('!', ''), given, inner, violations)]);
    } else if (memberType.endsWith('!')) {
      violations.push(`Value null at '${inner}' failed to satisfy constraint: Member must not be null`);
    }
  }
  return Object.fromEntries(parsed);
}

function parseList(list: Limits & { readonly item: string }, value: unknown, place: string, violations: string[]) {
  if (!Array.isArray(value)) throw misplaced(value);
  checkLimits(list, value.length, value, place, violations, 'length');
  return value
    .filter((each) => each !== null)
    .map((each, index) => parse(list.item, each, `${place}.${index + 1}.member`, violations));
}

function parseMap(
  map: Limits & { readonly key: string; readonly value: string },
  value: unknown,
  place: string,
  violations: string[],
) {
  if (!isObject(value)) throw misplaced(value);
  const entries = Object.entries(value);
  checkLimits(map, entries.length, value, place, violations, 'length');
  return Object.fromEntries(
    entries.map(([key, each]) => {
      parse(map.key, key, `${place}.${key}.key`, violations);
      return [key, parse(map.value, each, `${place}.${key}.member`, violations)];
    }),
  );
}

interface Scalar extends Limits {
  readonly type: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
}

function parseScalar(scalar: Scalar, value: unknown, place: string, violations: string[]): unknown {
  switch (scalar.type) {
    case 'string':
      if (typeof value !== 'string') throw unconvertible(value, 'a String');
      checkText(scalar, value, place, violations);
      return value;
    case 'boolean':
      if (typeof value !== 'boolean') throw unconvertible(value, 'a Boolean');
      return value;
    case 'timestamp':
      if (typeof value !== 'number' || Number.isNaN(new Date(value * 1000).getTime())) {
        throw unconvertible(value, 'a Timestamp');
      }
      return new Date(value * 1000);
    case 'integer':
    case 'long':
      if (!Number.isSafeInteger(value)) throw unconvertible(value, scalar.type === 'long' ? 'a Long' : 'an Integer');
      checkLimits(scalar, value as number, value, place, violations, 'value');
      return value;
    default:
      if (typeof value !== 'number') throw unconvertible(value, 'a Float');
      checkLimits(scalar, value, value, place, violations, 'value');
      return value;
  }
}

/** This pattern takes any text; as a regular expression it needs exponential time for some. */
const anyText = '.*(?:[ \\r\\n\\t].*)*';

function checkText(scalar: Scalar, value: string, place: string, violations: string[]): void {
  const fits = violations.length;
  checkLimits(scalar, value.length, value, place, violations, 'length');
  if (violations.length > fits) return;
  if (scalar.enum && !scalar.enum.includes(value)) {
    violations.push(violation(value, place, `satisfy enum value set: [${scalar.enum.join(', ')}]`));
  }
  if (scalar.pattern !== undefined && scalar.pattern !== anyText && !wholePattern(scalar.pattern).test(value)) {
    violations.push(violation(value, place, `satisfy regular expression pattern: ${scalar.pattern}`));
  }
}

function checkLimits(
  { min, max }: Limits,
  count: number,
  value: unknown,
  place: string,
  violations: string[],
  what: 'length' | 'value',
): void {
  if (min !== undefined && count < min) {
    violations.push(violation(value, place, `have ${what} greater than or equal to ${min}`));
  }
  if (max !== undefined && count > max) {
    violations.push(violation(value, place, `have ${what} less than or equal to ${max}`));
  }
}

const longestQuote = 256;

function violation(value: unknown, place: string, must: string): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const quoted = text.length > longestQuote ? `${text.slice(0, longestQuote)}...` : text;
  return `Value '${quoted}' at '${place}' failed to satisfy constraint: Member must ${must}`;
}

function unconvertible(value: unknown, wanted: string) {
  if (typeof value === 'object') return misplaced(value);
  const kind = typeof value === 'boolean' ? (value ? 'TRUE' : 'FALSE') : (typeof value).toUpperCase();
  return serializationError(`${kind}_VALUE can not be converted to ${wanted}`);
}

function misplaced(value: unknown) {
  if (Array.isArray(value)) return serializationError('Start of list found where not expected');
  if (isObject(value)) return serializationError('Start of structure or map found where not expected.');
  return serializationError('Unexpected field type');
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
