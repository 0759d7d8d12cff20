import type { Finding, Rule } from './finding';
import type { Step } from '../steps/step';

/** SageMaker's limits on what a definition may hold. */
export const limits = {
  parameters: 200,
  /** A default quota: accounts can have it raised, so going beyond is a warning. */
  steps: 50,
  inputs: 10,
  arguments: 100,
  argumentLength: 256,
  environment: 100,
  environmentLength: 256,
} as const;

/** Counts and lengths stay below SageMaker's limits. */
export const withinLimits: Rule = ({ parameters, steps }) => [
  ...tooMany('parameters', parameters.length, limits.parameters, '/Parameters', 'pipeline', 'error'),
  ...tooMany('steps', steps.length, limits.steps, '/Steps', 'pipeline', 'warning'),
  ...steps.flatMap(stepLimits),
];

function stepLimits(step: Step, index: number): readonly Finding[] {
  const pointer = `/Steps/${index}/Arguments`;
  const place = `step ${step.name}`;
  const environment = Object.entries(step.environment);
  return [
    ...tooMany('inputs', step.inputs.length, limits.inputs, `${pointer}/ProcessingInputs`, place, 'error'),
    ...tooMany(
      'arguments',
      step.arguments.length,
      limits.arguments,
      `${pointer}/AppSpecification/ContainerArguments`,
      place,
      'error',
    ),
    ...step.arguments.flatMap((value, at) =>
      tooMany(
        `characters in argument ${at + 1}`,
        typeof value === 'string' ? value.length : 0,
        limits.argumentLength,
        `${pointer}/AppSpecification/ContainerArguments/${at}`,
        place,
        'error',
      ),
    ),
    ...tooMany('environment entries', environment.length, limits.environment, `${pointer}/Environment`, place, 'error'),
    ...environment.flatMap(([name, value]) =>
      tooMany(
        `characters in environment entry ${name}`,
        Math.max(name.length, typeof value === 'string' ? value.length : 0),
        limits.environmentLength,
        `${pointer}/Environment/${name}`,
        place,
        'error',
      ),
    ),
  ];
}

function tooMany(
  what: string,
  count: number,
  limit: number,
  pointer: string,
  place: string,
  severity: Finding['severity'],
): readonly Finding[] {
  if (count <= limit) return [];
  return [
    {
      severity,
      code: 'pipeline.limit',
      pointer,
      place,
      cause: `${count} ${what}; SageMaker takes ${limit}`,
      remedy: 'Stay below the limit.',
    },
  ];
}
