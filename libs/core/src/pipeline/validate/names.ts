import type { Finding, Rule } from './finding';

const pipelineName = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,255}$/;
const stepName = /^[A-Za-z0-9\-_]{1,64}$/;
const parameterName = /^[A-Za-z0-9\-_]{1,256}$/;

/** Names have the characters and lengths that SageMaker takes. */
export const legalNames: Rule = ({ name, steps, parameters }) => [
  ...(pipelineName.test(name) ? [] : [illegal('', `pipeline ${name}`, pipelineName)]),
  ...parameters.flatMap((parameter, index) =>
    parameterName.test(parameter.name)
      ? []
      : [illegal(`/Parameters/${index}/Name`, `parameter ${parameter.name}`, parameterName)],
  ),
  ...steps.flatMap((step, index) =>
    stepName.test(step.name) ? [] : [illegal(`/Steps/${index}/Name`, `step ${step.name}`, stepName)],
  ),
];

/** No two steps and no two parameters share a name. */
export const uniqueNames: Rule = ({ steps, parameters }) => [
  ...duplicates(
    parameters.map(({ name }) => name),
    'Parameters',
    'parameter',
  ),
  ...duplicates(
    steps.map(({ name }) => name),
    'Steps',
    'step',
  ),
];

function illegal(pointer: string, place: string, pattern: RegExp): Finding {
  return {
    severity: 'error',
    code: 'pipeline.illegal-name',
    pointer,
    place,
    cause: `the name does not match ${pattern.source}`,
    remedy: 'Rename it.',
  };
}

function duplicates(names: readonly string[], member: string, kind: string): readonly Finding[] {
  return names.flatMap((name, index): readonly Finding[] => {
    const first = names.indexOf(name);
    if (first === index) return [];
    return [
      {
        severity: 'error',
        code: 'pipeline.duplicate-name',
        pointer: `/${member}/${index}/Name`,
        place: `${kind} ${name}`,
        cause: `it is declared twice, first as number ${first + 1}`,
        remedy: 'Rename one of them.',
      },
    ];
  });
}
