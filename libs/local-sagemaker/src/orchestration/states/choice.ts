import type { ChoiceRule, ChoiceState } from '@ndr/pipelines';
import { valueAt, type Scope } from '../paths';

/** The state that a choice goes on with. */
export function chosen({ Choices, Default }: ChoiceState, scope: Scope): string {
  return Choices.find((rule) => holds(rule, scope))?.Next ?? Default;
}

function holds({ Variable, StringEquals, BooleanEquals, NumericGreaterThan }: ChoiceRule, scope: Scope): boolean {
  const value = valueAt(Variable, scope);
  if (StringEquals !== undefined) return value === StringEquals;
  if (BooleanEquals !== undefined) return value === BooleanEquals;
  return NumericGreaterThan !== undefined && typeof value === 'number' && value > NumericGreaterThan;
}
