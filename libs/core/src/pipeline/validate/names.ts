import type { Finding, Rule } from './finding';
import { placeOfParameter, placeOfStep } from './place';
import type { Step } from '../steps/step';
import type { Parameter } from '../values/parameter';

const pipelineName = /^(?=.{1,256}$)[a-zA-Z0-9](-*[a-zA-Z0-9])*$/;
const stepName = /^[A-Za-z0-9\-_]{1,64}$/;
const parameterName = /^[A-Za-z0-9\-_]{1,256}$/;
const environmentName = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

interface Named {
  readonly name: string;
  readonly pointer: string;
  readonly place: string;
}

/** Names have the characters and lengths that SageMaker takes. */
export const legalNames: Rule = ({ name, steps, parameters }) => [
  ...illegal([{ name, pointer: '', place: `pipeline ${name}` }], pipelineName),
  ...illegal(parameters.map(namedParameter), parameterName),
  ...illegal(steps.map(namedStep), stepName),
  ...steps.flatMap((step, index) => illegal(environmentOf(step, index), environmentName)),
];

/** No two steps, no two parameters, and no two inputs of a step share a name. */
export const uniqueNames: Rule = ({ steps, parameters }) => [
  ...duplicates(parameters.map(namedParameter)),
  ...duplicates(steps.map(namedStep)),
  ...steps.flatMap((step, index) => duplicates(inputsOf(step, index))),
];

const namedParameter = (parameter: Parameter, index: number): Named => ({
  name: parameter.name,
  pointer: `/Parameters/${index}/Name`,
  place: placeOfParameter(parameter),
});

const namedStep = (step: Step, index: number): Named => ({
  name: step.name,
  pointer: `/Steps/${index}/Name`,
  place: placeOfStep(step),
});

const environmentOf = (step: Step, index: number): readonly Named[] =>
  Object.keys(step.environment).map((name) => ({
    name,
    pointer: `/Steps/${index}/Arguments/Environment/${name}`,
    place: `variable ${name} of ${placeOfStep(step)}`,
  }));

const inputsOf = (step: Step, index: number): readonly Named[] =>
  step.inputs.map(({ name }, at) => ({
    name,
    pointer: `/Steps/${index}/Arguments/ProcessingInputs/${at}/InputName`,
    place: `input ${name} of ${placeOfStep(step)}`,
  }));

function illegal(all: readonly Named[], pattern: RegExp): readonly Finding[] {
  return all
    .filter(({ name }) => !pattern.test(name))
    .map(({ pointer, place }) => ({
      severity: 'error',
      code: 'pipeline.illegal-name',
      pointer,
      place,
      cause: `the name does not match ${pattern.source}`,
      remedy: 'Rename it.',
    }));
}

function duplicates(all: readonly Named[]): readonly Finding[] {
  return all.flatMap(({ name, pointer, place }, index): readonly Finding[] => {
    const first = all.findIndex((each) => each.name === name);
    if (first === index) return [];
    return [
      {
        severity: 'error',
        code: 'pipeline.duplicate-name',
        pointer,
        place,
        cause: `it is declared twice, first as number ${first + 1}`,
        remedy: 'Rename one of them.',
      },
    ];
  });
}
