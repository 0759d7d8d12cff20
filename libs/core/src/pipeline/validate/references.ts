import type { Finding, Rule } from './finding';
import { parametersIn, stepPropertiesIn } from '../references';

/** Every parameter and step that a value names is declared. */
export const knownReferences: Rule = ({ parameters, steps }) => {
  const parameterNames = new Set(parameters.map(({ name }) => name));
  const stepNames = new Set(steps.map(({ name }) => name));
  return steps.flatMap((step, index): readonly Finding[] => {
    const unknown = (what: string, name: string, pointer: string): Finding => ({
      severity: 'error',
      code: 'pipeline.unknown-reference',
      pointer,
      place: `step ${step.name}`,
      cause: `it refers to the ${what} ${name}, which the pipeline does not have`,
      remedy: `Declare the ${what}, or correct the name.`,
    });
    const at = `/Steps/${index}`;
    return [
      ...parametersIn(step)
        .filter(({ name }) => !parameterNames.has(name))
        .map(({ name }) => unknown('parameter', name, `${at}/Arguments`)),
      ...stepPropertiesIn(step)
        .filter((property) => !stepNames.has(property.step))
        .map((property) => unknown('step', property.step, `${at}/Arguments`)),
      ...step.dependsOn.filter((name) => !stepNames.has(name)).map((name) => unknown('step', name, `${at}/DependsOn`)),
    ];
  });
};
