import { NdrError } from '@ndr/core';
import type { Scope } from './evaluate';
import type { ExactJson } from './exact-json';

/** What references stand for before any step has run: parameters, and the execution's own facts. */
export function startScope(
  parameters: Readonly<Record<string, ExactJson>>,
  variables: Readonly<Record<string, string>> = {},
): Scope {
  return {
    parameter: (name) => (Object.hasOwn(parameters, name) ? parameters[name] : undefined),
    variable: (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined),
    experiment: () => undefined,
    step: () => undefined,
    propertyFile: (step, name) => notYet(`property file ${name} of step ${step}`),
    document: notYet,
  };
}

function notYet(place: string): never {
  throw new NdrError({
    code: 'pipeline.unknown-reference',
    place,
    cause: 'no step has run yet',
    remedy: 'Use parameters and execution variables there.',
  });
}
