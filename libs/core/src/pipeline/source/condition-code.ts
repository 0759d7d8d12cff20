import { call, list, type Code } from './code';
import type { Scope } from './scope';
import { templateCode } from './value-code';
import { ownMember } from '../own-member';
import { isList, isMembers, type Template } from '../values/template';

const comparisons: Readonly<Record<string, string>> = {
  Equals: 'equals',
  GreaterThan: 'greaterThan',
  GreaterThanOrEqualTo: 'greaterThanOrEqualTo',
  LessThan: 'lessThan',
  LessThanOrEqualTo: 'lessThanOrEqualTo',
};

/** `condition` as TypeScript; what has other members than its type stays an object. */
export function conditionCode(condition: Template, scope: Scope): Code {
  if (!isMembers(condition)) return templateCode(condition, scope);
  const { Type: type, ...rest } = condition;
  const members = Object.keys(rest).sort().join(' ');
  const comparison = typeof type === 'string' ? ownMember(comparisons, type) : undefined;
  if (comparison !== undefined && members === 'LeftValue RightValue') {
    const sides = [rest.LeftValue, rest.RightValue].map((side) => templateCode(side ?? null, scope));
    return call(scope.use(comparison), ...sides);
  }
  if (type === 'In' && members === 'QueryValue Values' && isList(rest.Values)) {
    const values = list(rest.Values.map((value) => templateCode(value, scope)));
    return call(scope.use('isIn'), templateCode(rest.QueryValue ?? null, scope), values);
  }
  if (type === 'Not' && members === 'Condition') {
    return call(scope.use('not'), conditionCode(rest.Condition ?? null, scope));
  }
  if (type === 'Or' && members === 'Conditions' && isList(rest.Conditions)) {
    return call(scope.use('or'), ...rest.Conditions.map((each) => conditionCode(each, scope)));
  }
  return templateCode(condition, scope);
}
