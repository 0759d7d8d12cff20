import type { Condition } from './condition';
import type { Value } from '../values/value';

/** Holds when both sides are equal. */
export function equals(left: Value<string>, right: Value<string>): Condition;
export function equals(left: Value<number>, right: Value<number>): Condition;
export function equals(left: Value<boolean>, right: Value<boolean>): Condition;
export function equals(left: Value, right: Value): Condition {
  return { Type: 'Equals', LeftValue: left, RightValue: right };
}

/** Holds when `left` is greater than `right`. */
export function greaterThan(left: Value<number>, right: Value<number>): Condition {
  return { Type: 'GreaterThan', LeftValue: left, RightValue: right };
}

/** Holds when `left` is at least `right`. */
export function greaterThanOrEqualTo(left: Value<number>, right: Value<number>): Condition {
  return { Type: 'GreaterThanOrEqualTo', LeftValue: left, RightValue: right };
}

/** Holds when `left` is less than `right`. */
export function lessThan(left: Value<number>, right: Value<number>): Condition {
  return { Type: 'LessThan', LeftValue: left, RightValue: right };
}

/** Holds when `left` is at most `right`. */
export function lessThanOrEqualTo(left: Value<number>, right: Value<number>): Condition {
  return { Type: 'LessThanOrEqualTo', LeftValue: left, RightValue: right };
}

/** Holds when `value` is one of `values`. */
export function isIn(value: Value<string>, values: readonly Value<string>[]): Condition;
export function isIn(value: Value<number>, values: readonly Value<number>[]): Condition;
export function isIn(value: Value<boolean>, values: readonly Value<boolean>[]): Condition;
export function isIn(value: Value, values: readonly Value[]): Condition {
  return { Type: 'In', QueryValue: value, Values: values };
}
