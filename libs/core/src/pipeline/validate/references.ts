import type { Finding, Rule } from './finding';
import { placeOfStep } from './place';
import { parametersIn, stepPropertiesIn } from '../references';
import type { StepProperty } from '../values/step-property';

/** Every parameter and step that a value names is declared, and parameters have the type that they are used with. */
export const knownReferences: Rule = ({ parameters, steps }) => {
  const types = new Map(parameters.map(({ name, type }) => [name, type]));
  const stepNames = new Set(steps.map(({ name }) => name));
  return steps.flatMap((step, index): readonly Finding[] => {
    const at = `/Steps/${index}`;
    const place = placeOfStep(step);
    const used = parametersIn(step);
    return [
      ...used
        .filter(({ name }) => !types.has(name))
        .map(({ name }) => unknown(`the parameter ${name}`, 'the pipeline', `${at}/Arguments`, place)),
      ...used
        .filter(({ name, type }) => types.has(name) && types.get(name) !== type)
        .map(({ name, type }) => mistyped(name, type, types.get(name) ?? '', `${at}/Arguments`, place)),
      ...stepPropertiesIn(step)
        .filter((property) => !stepNames.has(property.step))
        .map((property) => unknown(`the step ${property.step}`, 'the pipeline', `${at}/Arguments`, place)),
      ...step.dependsOn
        .filter((name) => !stepNames.has(name))
        .map((name) => unknown(`the step ${name}`, 'the pipeline', `${at}/DependsOn`, place)),
    ];
  });
};

/** Every output of a step that a value names is one that the step declares. */
export const knownOutputs: Rule = ({ steps }) => {
  const outputs = new Map(steps.map((step) => [step.name, new Set(Object.keys(step.outputs))]));
  return steps.flatMap((step, index) =>
    stepPropertiesIn(step).flatMap((property) => {
      const output = outputNamedIn(property);
      const declared = outputs.get(property.step);
      if (output === undefined || !declared || declared.has(output)) return [];
      return [unknown(`the output ${output}`, `step ${property.step}`, `/Steps/${index}/Arguments`, placeOfStep(step))];
    }),
  );
};

const outputNamedIn = ({ path }: StepProperty) => /^ProcessingOutputConfig\.Outputs\['([^']*)'\]/.exec(path)?.[1];

function unknown(what: string, owner: string, pointer: string, place: string): Finding {
  return {
    severity: 'error',
    code: 'pipeline.unknown-reference',
    pointer,
    place,
    cause: `it refers to ${what}, which ${owner} does not have`,
    remedy: 'Declare it, or correct the name.',
  };
}

function mistyped(name: string, used: string, declared: string, pointer: string, place: string): Finding {
  return {
    severity: 'error',
    code: 'pipeline.mistyped-parameter',
    pointer,
    place,
    cause: `it uses the parameter ${name} as ${used}, and the pipeline declares it as ${declared}`,
    remedy: 'Use the parameter that the pipeline declares.',
  };
}
