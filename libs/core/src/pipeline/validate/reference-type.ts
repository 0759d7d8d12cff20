import type { StepSubject, Subject } from './subject';
import { propertyShape } from '../shapes/property-path';
import type { Shape } from '../shapes/shape';
import { isList, isMembers } from '../values/template';
import type { Reference } from '../values/value';

/** Kinds of single values, as messages call them. */
export const scalarWords = { number: 'a number', boolean: 'a truth value', string: 'text' } as const;

/** A kind of single values, as `typeof` has them. */
export type ScalarKind = keyof typeof scalarWords;

/** What a single value of `shape` is; undefined for what is no single value. */
export function scalarKindOf({ kind }: Shape): ScalarKind | undefined {
  switch (kind) {
    case 'number':
    case 'boolean':
      return kind;
    case 'string':
    case 'enumeration':
    case 'timestamp':
      return 'string';
    default:
      return undefined;
  }
}

/** What `reference` gives when the pipeline runs; undefined when only the run knows. */
export function typeOfReference(reference: Reference, { byName }: Pick<Subject, 'byName'>): ScalarKind | undefined {
  switch (reference.kind) {
    case 'parameter':
      return reference.type === 'String' ? 'string' : reference.type === 'Boolean' ? 'boolean' : 'number';
    case 'step-property':
      return typeOfProperty(byName.get(reference.step), reference.path);
    case 'json-get':
    case 'unread':
      return undefined;
    default:
      return 'string';
  }
}

function typeOfProperty(target: StepSubject | undefined, path: string): ScalarKind | undefined {
  const output = /^OutputParameters\[['"](.*)['"]\]$/.exec(path)?.[1];
  if (!target) return undefined;
  if (output !== undefined) return typeOfOutput(target, output);
  const shape = propertyShape(target.step.type, path);
  return typeof shape === 'object' ? scalarKindOf(shape) : undefined;
}

function typeOfOutput({ step }: StepSubject, output: string): ScalarKind | undefined {
  const { OutputParameters: outputs } = step.settings;
  const declared = isList(outputs)
    ? outputs.filter(isMembers).find(({ OutputName }) => OutputName === output)
    : undefined;
  switch (declared?.OutputType) {
    case 'String':
      return 'string';
    case 'Boolean':
      return 'boolean';
    case 'Integer':
    case 'Float':
      return 'number';
    default:
      return undefined;
  }
}
