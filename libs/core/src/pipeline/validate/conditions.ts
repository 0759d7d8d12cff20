import { error, warning, type At, type Finding, type Rule } from './finding';
import { typeOfReference } from './request-shapes';
import type { Subject } from './subject';
import { isList, isMembers, isReferenceTemplate, type Members, type Template } from '../values/template';
import type { Scalar } from '../values/value';

const ordering = ['GreaterThan', 'GreaterThanOrEqualTo', 'LessThan', 'LessThanOrEqualTo'];

/** Members of each type of condition. */
const members: Readonly<Record<string, readonly string[]>> = {
  Equals: ['LeftValue', 'RightValue'],
  ...Object.fromEntries(ordering.map((type) => [type, ['LeftValue', 'RightValue']])),
  In: ['QueryValue', 'Values'],
  Not: ['Condition'],
  Or: ['Conditions'],
};

/** A condition and where it stands. */
interface PlacedCondition extends At {
  readonly condition: Template;
}

/** Conditions are of types that SageMaker knows, with the members of their types. */
export const wellFormedConditions: Rule = (subject) =>
  allConditions(subject).flatMap(({ condition, pointer, place }): readonly Finding[] => {
    if (!isMembers(condition)) return [error('pipeline.condition', { pointer, place }, 'a condition is an object')];
    const type = typeof condition.Type === 'string' ? condition.Type : undefined;
    const wanted = type !== undefined && Object.hasOwn(members, type) ? members[type] : undefined;
    if (!wanted) {
      const cause = `${JSON.stringify(condition.Type ?? null)} is none of ${Object.keys(members).join(', ')}`;
      return [error('pipeline.condition', { pointer: `${pointer}/Type`, place }, cause)];
    }
    return wanted
      .filter((member) => !Object.hasOwn(condition, member))
      .map((member) => error('pipeline.missing-member', { pointer, place }, `${type} needs the member ${member}`));
  });

/** Only numbers are greater or less than others. */
export const comparableOperands: Rule = (subject) =>
  allConditions(subject).flatMap(({ condition, pointer, place }) => {
    if (!isMembers(condition) || !ordering.includes(condition.Type as string)) return [];
    return ['LeftValue', 'RightValue'].flatMap((side) => {
      const type = typeOf(condition[side], subject);
      if (type === undefined || type === 'number') return [];
      const cause = `${condition.Type as string} compares numbers, and this side is ${type === 'string' ? 'text' : 'a truth value'}`;
      return [error('pipeline.condition', { pointer: `${pointer}/${side}`, place }, cause)];
    });
  });

/** A condition depends on what the run brings: one that always or never holds is probably a mistake. */
export const openConditions: Rule = (subject) =>
  allConditions(subject).flatMap(({ condition, pointer, place }) => {
    const outcome = isMembers(condition) ? constantOutcome(condition, subject) : undefined;
    if (outcome === undefined) return [];
    const cause = `it ${outcome ? 'always' : 'never'} holds, whatever the run brings`;
    return [warning('pipeline.constant-condition', { pointer, place }, cause)];
  });

/** Every condition, those inside others included. */
function allConditions({ steps }: Subject): readonly PlacedCondition[] {
  return steps.flatMap(({ step, pointer, place }) => {
    const conditions = step.type === 'Condition' ? step.request?.Conditions : undefined;
    return isList(conditions) ? nested(conditions, `${pointer}/Arguments/Conditions`, place) : [];
  });
}

function nested(conditions: readonly Template[], pointer: string, place: string): readonly PlacedCondition[] {
  return conditions.flatMap((condition, index) => withInner(condition, `${pointer}/${index}`, place));
}

function withInner(condition: Template, pointer: string, place: string): readonly PlacedCondition[] {
  const inner = isMembers(condition)
    ? [
        ...(condition.Condition === undefined ? [] : withInner(condition.Condition, `${pointer}/Condition`, place)),
        ...(isList(condition.Conditions) ? nested(condition.Conditions, `${pointer}/Conditions`, place) : []),
      ]
    : [];
  return [{ condition, pointer, place }, ...inner];
}

function typeOf(operand: Template | undefined, subject: Subject): 'string' | 'number' | 'boolean' | undefined {
  if (operand === undefined || operand === null) return undefined;
  if (isReferenceTemplate(operand)) return typeOfReference(operand, subject);
  return typeof operand === 'object' ? undefined : (typeof operand as 'string');
}

/** Whether `condition` holds in every run, or in none; undefined when that depends on the run. */
function constantOutcome(condition: Members, subject: Subject): boolean | undefined {
  const { Type: type, LeftValue: left, RightValue: right, QueryValue: query, Values: values } = condition;
  switch (type) {
    case 'Equals':
      return equalOutcome(left, right, subject);
    case 'In': {
      if (!isList(values)) return undefined;
      const outcomes = values.map((value) => equalOutcome(query, value, subject));
      if (outcomes.includes(true)) return true;
      return outcomes.every((outcome) => outcome === false) ? false : undefined;
    }
    case 'GreaterThan':
    case 'GreaterThanOrEqualTo':
    case 'LessThan':
    case 'LessThanOrEqualTo':
      return typeof left === 'number' && typeof right === 'number' ? compare[type](left, right) : undefined;
    case 'Or':
      return isList(condition.Conditions) && condition.Conditions.length === 0 ? false : undefined;
    default:
      return undefined;
  }
}

const compare = {
  GreaterThan: (left: number, right: number) => left > right,
  GreaterThanOrEqualTo: (left: number, right: number) => left >= right,
  LessThan: (left: number, right: number) => left < right,
  LessThanOrEqualTo: (left: number, right: number) => left <= right,
};

function equalOutcome(one: Template | undefined, other: Template | undefined, subject: Subject): boolean | undefined {
  const [oneType, otherType] = [typeOf(one, subject), typeOf(other, subject)];
  if (oneType !== undefined && otherType !== undefined && oneType !== otherType) return false;
  if (isScalar(one) && isScalar(other)) return one === other;
  if (isSameParameter(one, other)) return true;
  const [allowed, literal] = isScalar(one) ? [allowedOf(other), one] : [allowedOf(one), other];
  if (!allowed || !isScalar(literal)) return undefined;
  if (!allowed.includes(literal)) return false;
  return allowed.length === 1 ? true : undefined;
}

const isScalar = (template: Template | undefined): template is Scalar =>
  template !== undefined && typeof template !== 'object';

function isSameParameter(one: Template | undefined, other: Template | undefined): boolean {
  const [first, second] = [parameterOf(one), parameterOf(other)];
  return first !== undefined && first.name === second?.name;
}

/** The only values of a parameter with an enumeration. */
function allowedOf(template: Template | undefined): readonly Scalar[] | undefined {
  return parameterOf(template)?.enum;
}

function parameterOf(template: Template | undefined) {
  if (template === undefined || !isReferenceTemplate(template)) return undefined;
  return template.kind === 'parameter' ? template : undefined;
}
