import type { Condition } from './condition';

/** Holds when `condition` does not. */
export function not(condition: Condition): Condition {
  return { Type: 'Not', Condition: condition };
}

/** Holds when one of `conditions` does. That all must hold is said by giving a Condition step several. */
export function or(...conditions: readonly Condition[]): Condition {
  return { Type: 'Or', Conditions: conditions };
}
