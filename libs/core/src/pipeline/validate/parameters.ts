import type { Rule } from './finding';
import { placeOfParameter } from './place';
import { faultOf, readAs } from '../parameter-values';
import { parametersIn } from '../references';

/** A default is a value that the parameter itself allows. */
export const parameterDefaults: Rule = ({ parameters }) =>
  parameters.flatMap((parameter, index) => {
    if (parameter.default === undefined) return [];
    const typed = readAs(parameter, parameter.default) === parameter.default;
    const fault = typed
      ? faultOf(parameter, parameter.default)
      : `${String(parameter.default)} is no ${parameter.type}`;
    if (fault === undefined) return [];
    return [
      {
        severity: 'error',
        code: 'parameter.default-not-allowed',
        pointer: `/Parameters/${index}/DefaultValue`,
        place: placeOfParameter(parameter),
        cause: fault,
        remedy: 'Choose a default that fits the type, the enumeration and the pattern.',
      },
    ];
  });

/** A parameter that nothing uses is probably a mistake. */
export const parametersUsed: Rule = ({ parameters, steps }) => {
  const used = new Set(steps.flatMap(parametersIn).map(({ name }) => name));
  return parameters.flatMap((parameter, index) =>
    used.has(parameter.name)
      ? []
      : [
          {
            severity: 'warning',
            code: 'pipeline.unused-parameter',
            pointer: `/Parameters/${index}`,
            place: placeOfParameter(parameter),
            cause: 'no step uses it',
            remedy: 'Use it, or remove it.',
          },
        ],
  );
};
