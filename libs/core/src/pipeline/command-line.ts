import type { Parameter } from './values/parameter';
import type { Value } from './values/value';

/** The command-line flag of a parameter: `BatchStartTsIso` is `--batch-start-ts-iso`. */
export function flagOf(parameter: Parameter): string {
  const words = parameter.name.match(/[A-Z]+[0-9]*(?![a-z0-9])|[A-Z][a-z0-9]*|[a-z0-9]+/g) ?? [parameter.name];
  return `--${words.join('-').toLowerCase()}`;
}

/** Arguments that hand `parameters` to a job: each flag followed by its value. */
export function argumentsOf(parameters: readonly Parameter[]): Value[] {
  return parameters.flatMap((parameter): Value[] => [flagOf(parameter), parameter]);
}
