import { typeOfReference, type ScalarKind } from './reference-type';
import type { Subject } from './subject';
import { isList, isReferenceTemplate, type Members, type Template } from '../values/template';
import type { Scalar } from '../values/value';

/** Whether `condition` holds in every run, or in none; undefined when that depends on the run. */
export function constantOutcome(condition: Members, subject: Subject): boolean | undefined {
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
  const [oneType, otherType] = [typeOfOperand(one, subject), typeOfOperand(other, subject)];
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

/** What an operand of a condition gives when the pipeline runs; undefined when only the run knows. */
export function typeOfOperand(operand: Template | undefined, subject: Subject): ScalarKind | undefined {
  if (operand === undefined || operand === null) return undefined;
  if (isReferenceTemplate(operand)) return typeOfReference(operand, subject);
  return typeof operand === 'object' ? undefined : (typeof operand as ScalarKind);
}
