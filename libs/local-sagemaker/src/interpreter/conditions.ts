import { NdrError } from '@ndr/core';
import { isFloatObject, isExactList, isExactObject, isFloat, type ExactJson, type ExactObject } from './exact-json';

/**
 * Whether all of `conditions` hold, whose references are evaluated. Types count as in Python, which SageMaker's SDK
 * evaluates with: Equals compares values of one type, the other comparisons numbers or texts with their like, In any
 * value; a truth value is an integer too. What cannot be compared is not looked at behind a condition that decides.
 * @throws NdrError `pipeline.condition`
 */
export function allHold(conditions: ExactJson): boolean {
  if (!isExactList(conditions)) throw malformed(conditions);
  return conditions.every(holds);
}

function holds(condition: ExactJson): boolean {
  if (!isExactObject(condition)) throw malformed(condition);
  const { Type: type, LeftValue: left, RightValue: right } = condition;
  switch (type) {
    case 'Equals':
    case 'GreaterThan':
    case 'GreaterThanOrEqualTo':
    case 'LessThan':
    case 'LessThanOrEqualTo':
      if (left === undefined || right === undefined) throw malformed(condition);
      return type === 'Equals' ? areEqual(left, right) : inOrder(type, left, right);
    case 'In':
      return isOneOf(condition);
    case 'Not':
      return !holds(condition.Condition ?? null);
    case 'Or':
      if (!isExactList(condition.Conditions)) throw malformed(condition);
      return condition.Conditions.some(holds);
    default:
      throw malformed(condition);
  }
}

function areEqual(left: ExactJson, right: ExactJson): boolean {
  const types = [typeOf(left), typeOf(right)];
  const isComparable = types[0] === types[1] || types.every((type) => type === 'Boolean' || type === 'Integer');
  if (!isComparable) throw incomparable('Equals', left, right);
  return isSame(left, right);
}

function isOneOf(condition: ExactObject): boolean {
  const { QueryValue: query, Values: values } = condition;
  if (query === undefined || !isExactList(values)) throw malformed(condition);
  return values.some((value) => isSame(query, value));
}

type Ordering = 'GreaterThan' | 'GreaterThanOrEqualTo' | 'LessThan' | 'LessThanOrEqualTo';

function inOrder(type: Ordering, left: ExactJson, right: ExactJson): boolean {
  const order = compare(left, right);
  if (order === undefined) throw incomparable(type, left, right);
  switch (type) {
    case 'GreaterThan':
      return order > 0;
    case 'GreaterThanOrEqualTo':
      return order >= 0;
    case 'LessThan':
      return order < 0;
    case 'LessThanOrEqualTo':
      return order <= 0;
  }
}

/** Below, at or above 0 as `left` is below, at or above `right`; NaN where neither; undefined for different types. */
function compare(left: ExactJson, right: ExactJson): number | undefined {
  const numbers = [numberOf(left), numberOf(right)] as const;
  if (numbers[0] !== undefined && numbers[1] !== undefined) return difference(numbers[0], numbers[1]);
  if (typeof left === 'string' && typeof right === 'string') return compareTexts(left, right);
  return isExactList(left) && isExactList(right) ? compareLists(left, right) : undefined;
}

function difference(left: number | bigint, right: number | bigint): number {
  // A bigint equals the number of the same value with == only.
  return left < right ? -1 : left > right ? 1 : left == right ? 0 : NaN;
}

/** By code point: JavaScript's own order is that of UTF-16. */
function compareTexts(left: string, right: string): number {
  const points = [Array.from(left), Array.from(right)] as const;
  for (const [index, one] of points[0].entries()) {
    const other = points[1][index];
    if (other === undefined) return 1;
    if (one !== other) return (one.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0);
  }
  return points[0].length - points[1].length;
}

/** By the first elements that differ; the shorter list first when one begins the other. */
function compareLists(left: readonly ExactJson[], right: readonly ExactJson[]): number | undefined {
  for (const [index, one] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (!isSame(one, other)) return compare(one, other);
  }
  return left.length - right.length;
}

/** Equal by value, whatever the types of numbers: 1, 1.0 and true are the same. */
function isSame(left: ExactJson, right: ExactJson): boolean {
  const numbers = [numberOf(left), numberOf(right)] as const;
  if (numbers[0] !== undefined && numbers[1] !== undefined) return difference(numbers[0], numbers[1]) === 0;
  if (isExactList(left) && isExactList(right)) {
    return left.length === right.length && left.every((each, index) => isSame(each, right[index] ?? null));
  }
  if (!isExactObject(left) || !isExactObject(right)) return left === right;
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && isSame(left[name] ?? null, right[name] ?? null))
  );
}

function numberOf(value: ExactJson): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return isFloatObject(value) ? value.value : undefined;
}

type TypeName = 'String' | 'Integer' | 'Float' | 'Boolean' | 'List' | 'Object' | 'Null';

function typeOf(value: ExactJson): TypeName {
  if (isFloat(value)) return 'Float';
  if (isExactList(value)) return 'List';
  switch (typeof value) {
    case 'string':
      return 'String';
    case 'boolean':
      return 'Boolean';
    case 'number':
    case 'bigint':
      return 'Integer';
    default:
      return value === null ? 'Null' : 'Object';
  }
}

function incomparable(type: string, left: ExactJson, right: ExactJson): NdrError {
  return new NdrError({
    code: 'pipeline.condition',
    place: `condition ${type}`,
    cause: `${shown(left)} of the type ${typeOf(left)} is compared with ${shown(right)} of the type ${typeOf(right)}`,
    remedy: 'Compare values of one type: declare the parameter as that type, or write the literal as that type.',
  });
}

function malformed(condition: ExactJson): NdrError {
  return new NdrError({
    code: 'pipeline.condition',
    place: `condition ${shown(condition)}`,
    cause: 'it is no condition that SageMaker knows',
    remedy: 'Use Equals, GreaterThan, GreaterThanOrEqualTo, LessThan, LessThanOrEqualTo, In, Not or Or.',
  });
}

const longestShown = 60;

function shown(value: ExactJson): string {
  const text = JSON.stringify(value, (_name, each: unknown) =>
    isFloatObject(each) ? each.value : typeof each === 'bigint' ? String(each) : each,
  );
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}
