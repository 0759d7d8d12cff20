import { error, warning, type At, type Finding, type Rule } from './finding';
import { scalarKindOf, scalarWords, typeOfReference } from './reference-type';
import { shown } from './shown';
import type { Subject } from './subject';
import { isRequired, shapeOf, type Shape } from '../shapes/shape';
import { shapesOfStep } from '../shapes/step-types';
import { escaped, isList, isMembers, isReferenceTemplate, type Members, type Template } from '../values/template';
import type { Reference } from '../values/value';

/**
 * What a step sends has the members, types and values that SageMaker's API takes. A reference counts as what it stands
 * for; where nobody knows that before the run, anything goes.
 */
export const requestsFit: Rule = (subject) =>
  subject.steps.flatMap((each) => {
    const shapes = shapesOfStep(each.step.type);
    if (!shapes?.request || !each.step.request) return [];
    const context: Context = { subject, place: each.place, ignored: new Set(shapes.givenByExecution) };
    return structureFits(shapes.request, each.step.request, `${each.pointer}/Arguments`, context, true);
  });

interface Context {
  readonly subject: Subject;
  readonly place: string;
  /** Required members that the execution fills in. */
  readonly ignored: ReadonlySet<string>;
}

function structureFits(
  name: string,
  members: Members,
  pointer: string,
  context: Context,
  isRequest = false,
): readonly Finding[] {
  const shape = shapeOf(name);
  if (shape.kind !== 'structure') return [];
  const { place } = context;
  const missing = Object.entries(shape.members)
    .filter(([member, type]) => isRequired(type) && !Object.hasOwn(members, member))
    .filter(([member]) => !(isRequest && context.ignored.has(member)))
    .map(([member]) => error('pipeline.missing-member', { pointer, place }, `${name} needs the member ${member}`));
  const present = Object.entries(members).flatMap(([member, template]) => {
    const inner = `${pointer}/${escaped(member)}`;
    const type = Object.hasOwn(shape.members, member) ? shape.members[member] : undefined;
    if (type === undefined) return [unknownMember(name, member, shape.members, { pointer: inner, place })];
    return fits(shapeOf(type), template, inner, context);
  });
  return [...missing, ...present];
}

function unknownMember(name: string, member: string, known: Readonly<Record<string, string>>, at: At): Finding {
  const alike = Object.keys(known).find((each) => each.toLowerCase() === member.toLowerCase());
  const hint = alike === undefined ? `it has ${Object.keys(known).join(', ')}` : `it has ${alike}`;
  return error('pipeline.unknown-member', at, `${name} has no member ${member}; ${hint}`);
}

function fits(shape: Shape, template: Template, pointer: string, context: Context): readonly Finding[] {
  const { place } = context;
  const at = { pointer, place };
  if (shape.kind === 'any') return [];
  if (isReferenceTemplate(template)) return referenceFits(shape, template, at, context.subject);
  switch (shape.kind) {
    case 'structure':
      if (!isMembers(template)) return [wrongType(template, `the structure ${shape.name}`, at)];
      return structureFits(shape.name, template, pointer, context);
    case 'list':
      if (!isList(template)) return [wrongType(template, 'a list', at)];
      return template.flatMap((each, index) => fits(shapeOf(shape.item), each, `${pointer}/${index}`, context));
    case 'map':
      if (!isMembers(template)) return [wrongType(template, 'an object', at)];
      return Object.entries(template).flatMap(([key, each]) =>
        fits(shapeOf(shape.item), each, `${pointer}/${escaped(key)}`, context),
      );
    case 'enumeration':
      if (typeof template !== 'string') return [wrongType(template, 'text', at)];
      return shape.values.includes(template) ? [] : [unknownValue(template, shape, at)];
    case 'number':
    case 'boolean':
      return typeof template === shape.kind ? [] : [wrongType(template, scalarWords[shape.kind], at)];
    case 'string':
    case 'timestamp':
      return typeof template === 'string' ? [] : [wrongType(template, 'text', at)];
  }
}

function wrongType(template: Template, wanted: string, at: At): Finding {
  return error('pipeline.wrong-type', at, `it is ${shown(template)}, and must be ${wanted}`);
}

function unknownValue(value: string, { name, values }: Extract<Shape, { kind: 'enumeration' }>, at: At): Finding {
  return warning('pipeline.unknown-value', at, `${JSON.stringify(value)} is none of ${name}: ${values.join(', ')}`);
}

function referenceFits(shape: Shape, reference: Reference, at: At, subject: Subject): readonly Finding[] {
  const type = typeOfReference(reference, subject);
  if (type === undefined) return [];
  const wanted = scalarKindOf(shape);
  if (type === wanted) return [];
  const needs = wanted === undefined ? 'a structure of its own' : scalarWords[wanted];
  if (reference.kind === 'parameter') {
    const remedy = wanted === 'string' ? 'Join it to text, or declare it as String.' : undefined;
    const cause = `the parameter ${reference.name} is ${scalarWords[type]}, and SageMaker takes ${needs} here`;
    return [error('pipeline.mistyped-parameter', at, cause, remedy)];
  }
  return [
    error('pipeline.wrong-type', at, `the reference gives ${scalarWords[type]}, and SageMaker takes ${needs} here`),
  ];
}
