import type { ParsedDefinition } from '../parse/parse-definition';
import type { Step } from '../steps/step';
import { typeOfReference } from '../validate/reference-type';
import { subjectOf, type Subject } from '../validate/subject';
import { isList, isReferenceTemplate, type Members, type Template } from '../values/template';
import type { Reference, ScalarType, Value } from '../values/value';

/** `definition` with the types of the properties that it refers to, which its JSON does not say. */
export function withPropertyTypes(definition: ParsedDefinition): ParsedDefinition {
  const subject = subjectOf(definition);
  return { ...definition, steps: definition.steps.map((step) => ofStep(step, subject)) };
}

function ofStep(step: Step, subject: Subject): Step {
  const { ifSteps, elseSteps } = step.branches ?? {};
  const branch = (steps: readonly Step[]) => steps.map((each) => ofStep(each, subject));
  return {
    ...step,
    ...(step.request && { request: ofMembers(step.request, subject) }),
    settings: ofMembers(step.settings, subject),
    ...(step.branches && {
      branches: { ...(ifSteps && { ifSteps: branch(ifSteps) }), ...(elseSteps && { elseSteps: branch(elseSteps) }) },
    }),
  };
}

function ofMembers(members: Members, subject: Subject): Members {
  return Object.fromEntries(Object.entries(members).map(([name, each]) => [name, ofTemplate(each, subject)]));
}

function ofTemplate(template: Template, subject: Subject): Template {
  if (typeof template !== 'object' || template === null) return template;
  if (isReferenceTemplate(template)) return ofReference(template, subject);
  if (isList(template)) return template.map((each) => ofTemplate(each, subject));
  return ofMembers(template, subject);
}

function ofReference(reference: Reference, subject: Subject): Reference {
  if (reference.kind === 'join') {
    return { ...reference, values: reference.values.map((each) => ofTemplate(each, subject) as Value) };
  }
  return reference.kind === 'step-property' ? { ...reference, type: scalarType(reference, subject) } : reference;
}

function scalarType(reference: Reference, subject: Subject): ScalarType {
  const type = typeOfReference(reference, subject);
  return type === 'number' ? 'Float' : type === 'boolean' ? 'Boolean' : 'String';
}
