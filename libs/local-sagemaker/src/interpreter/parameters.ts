import { checkParameterValues, parseParameter, refuse, type ParameterDefinition, type Scalar } from '@ndr/core';

/** Values of an execution's parameters by name. */
export type ParameterValues = Readonly<Record<string, Scalar>>;

/**
 * Values of all `declared` parameters: overrides, read as the parameter's type, and defaults.
 * @throws NdrError with every override that is unknown or not allowed and every required parameter that has no value
 */
export function parameterValues(
  declared: readonly ParameterDefinition[],
  overrides: Readonly<Record<string, Scalar>>,
): ParameterValues {
  const { values, problems } = checkParameterValues(declared.map(parseParameter), overrides);
  refuse(problems);
  return values;
}
