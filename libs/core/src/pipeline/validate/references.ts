import { error, type At, type Finding, type Rule } from './finding';
import type { Subject } from './subject';
import type { PlacedReference } from '../values/template';

/** Every parameter and step that a value names is declared, and parameters have the type that they are used with. */
export const knownReferences: Rule = (subject) => {
  const types = new Map(subject.parameters.map(({ name, type }) => [name, type]));
  const check = (reference: PlacedReference, place: string) => findingsOf(reference, place, types, subject);
  return [
    ...subject.ofExperiment.flatMap((each) => check(each, 'experiment configuration')),
    ...subject.steps.flatMap(({ step, pointer, place, references }) => [
      ...references.flatMap((each) => check(each, place)),
      ...step.dependsOn.flatMap((name, index) =>
        subject.byName.has(name)
          ? []
          : [unknown(`the step ${name}`, { pointer: `${pointer}/DependsOn/${index}`, place })],
      ),
    ]),
  ];
};

/** What looks like a reference is one that SageMaker knows. */
export const wellFormedReferences: Rule = ({ steps, ofExperiment }) => {
  const check = ({ reference, pointer }: PlacedReference, place: string) =>
    reference.kind === 'unread'
      ? [error('pipeline.malformed-reference', { pointer, place }, `${JSON.stringify(reference.json)} is no reference`)]
      : [];
  return [
    ...ofExperiment.flatMap((each) => check(each, 'experiment configuration')),
    ...steps.flatMap(({ references, place }) => references.flatMap((each) => check(each, place))),
  ];
};

function findingsOf(
  { reference, pointer }: PlacedReference,
  place: string,
  types: ReadonlyMap<string, string>,
  { byName }: Subject,
): readonly Finding[] {
  const at = { pointer, place };
  switch (reference.kind) {
    case 'parameter': {
      const declared = types.get(reference.name);
      if (declared === undefined) return [unknown(`the parameter ${reference.name}`, at)];
      return declared === reference.type ? [] : [mistyped(reference.name, reference.type, declared, at)];
    }
    case 'step-property':
      return byName.has(reference.step) ? [] : [unknown(`the step ${reference.step}`, at)];
    case 'json-get':
      return 'uri' in reference.source || byName.has(reference.source.step)
        ? []
        : [unknown(`the step ${reference.source.step}`, at)];
    default:
      return [];
  }
}

function unknown(what: string, at: At): Finding {
  return error('pipeline.unknown-reference', at, `it refers to ${what}, which the pipeline does not have`);
}

function mistyped(name: string, used: string, declared: string, at: At): Finding {
  const cause = `it uses the parameter ${name} as ${used}, and the pipeline declares it as ${declared}`;
  return error('pipeline.mistyped-parameter', at, cause);
}
