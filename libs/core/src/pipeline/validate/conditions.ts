import { constantOutcome, typeOfOperand } from './constant-outcome';
import { error, warning, type At, type Finding, type Rule } from './finding';
import { scalarWords } from './reference-type';
import type { Subject } from './subject';
import { isList, isMembers, type Template } from '../values/template';

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
      const type = typeOfOperand(condition[side], subject);
      if (type === undefined || type === 'number') return [];
      const cause = `${condition.Type as string} compares numbers, and this side is ${scalarWords[type]}`;
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
