import { error, warning, type Finding, type Rule } from './finding';
import { placeOfParameter } from './place';
import { faultOf, readAs } from '../parameter-values';
import type { Parameter } from '../values/parameter';
import type { Scalar } from '../values/value';

const isTyped = (parameter: Parameter, value: Scalar) => readAs(parameter, value) === value;

/** A default is a value that the parameter itself allows. */
export const parameterDefaults: Rule = ({ parameters }) =>
  parameters.flatMap((parameter, index) => {
    const { default: value } = parameter;
    if (value === undefined) return [];
    const fault = isTyped(parameter, value)
      ? faultOf(parameter, value)
      : `${JSON.stringify(value)} is no ${parameter.type}`;
    if (fault === undefined) return [];
    const at = { pointer: `/Parameters/${index}/DefaultValue`, place: placeOfParameter(parameter) };
    return [error('parameter.default-not-allowed', at, fault)];
  });

/** The values of an enumeration are of the parameter's type, each once, and there is one. */
export const parameterEnumerations: Rule = ({ parameters }) =>
  parameters.flatMap((parameter, index): readonly Finding[] => {
    const allowed: readonly Scalar[] | undefined = parameter.enum;
    if (!allowed) return [];
    const pointer = `/Parameters/${index}/EnumValues`;
    const place = placeOfParameter(parameter);
    if (allowed.length === 0) return [error('parameter.enumeration', { pointer, place }, 'it allows no value')];
    return allowed.flatMap((value, position) => {
      const at = { pointer: `${pointer}/${position}`, place };
      if (!isTyped(parameter, value)) {
        return [error('parameter.enumeration', at, `${JSON.stringify(value)} is no ${parameter.type}`)];
      }
      const isRepeated = allowed.indexOf(value) < position;
      return isRepeated ? [error('parameter.enumeration', at, `${JSON.stringify(value)} stands there twice`)] : [];
    });
  });

/** A parameter that nothing uses is probably a mistake. */
export const parametersUsed: Rule = ({ parameters, steps, ofExperiment }) => {
  const references = [...ofExperiment, ...steps.flatMap((step) => step.references)];
  const used = new Set(references.map(({ reference }) => reference.kind === 'parameter' && reference.name));
  return parameters.flatMap((parameter, index) => {
    if (used.has(parameter.name)) return [];
    const at = { pointer: `/Parameters/${index}`, place: placeOfParameter(parameter) };
    return [warning('pipeline.unused-parameter', at, 'no step uses it')];
  });
};
