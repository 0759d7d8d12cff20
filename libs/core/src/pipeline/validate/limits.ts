import { error, exceeds, warning, type Finding, type Rule } from './finding';

/** SageMaker's limits on what a definition may hold. */
export const limits = {
  parameters: 200,
  /** A default quota: accounts can have it raised, so going beyond is a warning. */
  steps: 50,
  definitionLength: 1_048_576,
  displayName: 256,
  description: 3072,
  errorMessage: 3072,
} as const;

/** Numbers of parameters and steps, and the lengths of texts for people, stay below SageMaker's limits. */
export const withinLimits: Rule = ({ parameters, steps }) => {
  const place = 'pipeline';
  const most = `${steps.length} steps; SageMaker takes ${limits.steps}`;
  return [
    ...exceeds('parameters', parameters.length, limits.parameters, { pointer: '/Parameters', place }),
    ...(steps.length > limits.steps
      ? [warning('pipeline.limit', { pointer: '/Steps', place }, `${most} unless an account's quota is raised`)]
      : []),
    ...(steps.length === 0
      ? [error('pipeline.limit', { pointer: '/Steps', place }, 'no step; SageMaker needs 1')]
      : []),
    ...steps.flatMap(({ step, pointer, place: here }) => [
      ...longText(step.settings.DisplayName, limits.displayName, `${pointer}/DisplayName`, here),
      ...longText(step.settings.Description, limits.description, `${pointer}/Description`, here),
      ...(step.type === 'Fail'
        ? longText(step.request?.ErrorMessage, limits.errorMessage, `${pointer}/Arguments/ErrorMessage`, here)
        : []),
    ]),
  ];
};

function longText(text: unknown, most: number, pointer: string, place: string): readonly Finding[] {
  return typeof text === 'string' ? exceeds('characters', text.length, most, { pointer, place }) : [];
}

/** The whole definition is short enough for SageMaker, which counts its characters. */
export function definitionWithinLimit(json: string): readonly Finding[] {
  return exceeds('characters', json.length, limits.definitionLength, { pointer: '', place: 'pipeline' });
}
