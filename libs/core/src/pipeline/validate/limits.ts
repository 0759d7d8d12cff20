import { exceeds, type Finding, type Rule } from './finding';

/** SageMaker's limits on what a definition may hold. */
export const limits = {
  parameters: 200,
  /** A default quota: accounts can have it raised, so going beyond is a warning. */
  steps: 50,
  definitionLength: 1_048_576,
} as const;

/** Numbers of parameters and steps stay below SageMaker's limits. */
export const withinLimits: Rule = ({ parameters, steps }) => {
  const place = 'pipeline';
  return [
    ...exceeds('parameters', parameters.length, limits.parameters, { pointer: '/Parameters', place }),
    ...exceeds('steps', steps.length, limits.steps, { pointer: '/Steps', place }, 'warning'),
  ];
};

/** The whole definition is short enough for SageMaker, which counts its characters. */
export function definitionWithinLimit(json: string): readonly Finding[] {
  return exceeds('characters', json.length, limits.definitionLength, { pointer: '', place: 'pipeline' });
}
