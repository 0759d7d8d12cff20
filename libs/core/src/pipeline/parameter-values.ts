import type { Problem } from '../errors/ndr-error';
import { noValue, type Parameter } from './values/parameter';
import type { Scalar } from './values/value';

/** Values of parameters by name, each of its parameter's type. */
export type ParameterValues = Readonly<Record<string, Scalar>>;

/** What checking gave: values complete with defaults, or every problem. */
export interface CheckedParameterValues {
  readonly values: ParameterValues;
  readonly problems: readonly Problem[];
}

/**
 * Checks the values that somebody gave against the declared `parameters` and fills in defaults. Text is read as the
 * parameter's type, since command lines and SageMaker's API carry text.
 */
export function checkParameterValues(
  parameters: readonly Parameter[],
  given: Readonly<Record<string, Scalar>>,
): CheckedParameterValues {
  const declared = new Set(parameters.map(({ name }) => name));
  const unknown = Object.keys(given)
    .filter((name) => !declared.has(name))
    .map((name) => unknownParameter(name, [...declared]));
  const checked = parameters.map((parameter) =>
    checkOne(parameter, Object.hasOwn(given, parameter.name) ? given[parameter.name] : undefined),
  );
  return {
    values: Object.fromEntries(checked.flatMap(({ entry }) => (entry ? [entry] : []))),
    problems: [...unknown, ...checked.flatMap(({ problem }) => (problem ? [problem] : []))],
  };
}

interface CheckedOne {
  readonly entry?: readonly [string, Scalar];
  readonly problem?: Problem;
}

function checkOne(parameter: Parameter, given: Scalar | undefined): CheckedOne {
  const value = given ?? parameter.default;
  if (value === undefined) return { problem: missing(parameter) };
  const typed = readAs(parameter, value);
  const fault = typed === undefined ? `${JSON.stringify(value)} is no ${parameter.type}` : faultOf(parameter, typed);
  if (fault !== undefined || typed === undefined) return { problem: notAllowed(parameter, fault ?? '') };
  return { entry: [parameter.name, typed] };
}

/** Most characters of a value that SageMaker takes when an execution starts. */
const longestValue = 1024;

/** Says why `value`, of the parameter's type, is not allowed; undefined when it is. */
export function faultOf(parameter: Parameter, value: Scalar): string | undefined {
  if (parameter.optional && value === noValue) return undefined;
  const length = String(value).length;
  if (length > longestValue) return `a value of ${length} characters; SageMaker takes ${longestValue}`;
  if (value === '') return `an empty text; ${parameter.optional ? `leave it out, or give ${noValue}` : 'give a value'}`;
  const allowed: readonly Scalar[] | undefined = parameter.enum;
  if (allowed && !allowed.includes(value)) return `${JSON.stringify(value)} is none of ${allowed.join(', ')}`;
  if (parameter.minimum !== undefined && typeof value === 'number' && value < parameter.minimum) {
    return `${value} is below ${parameter.minimum}`;
  }
  if (parameter.pattern && typeof value === 'string' && !matchesWhole(parameter.pattern, value)) {
    return `${JSON.stringify(value)} does not match ${parameter.pattern.source}`;
  }
  return undefined;
}

/** Reads `value` as the parameter's type; undefined when it is not of it. */
export function readAs(parameter: Parameter, value: Scalar): Scalar | undefined {
  switch (parameter.type) {
    case 'String':
      return typeof value === 'string' ? value : undefined;
    case 'Integer':
      return readNumber(value, /^[+-]?\d+$/, Number.isSafeInteger);
    case 'Float':
      return readNumber(value, /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/, Number.isFinite);
    case 'Boolean':
      if (typeof value === 'boolean') return value;
      return value === 'true' || value === 'True' ? true : value === 'false' || value === 'False' ? false : undefined;
  }
}

function readNumber(value: Scalar, form: RegExp, accepts: (number: number) => boolean): number | undefined {
  const number = typeof value === 'number' ? value : typeof value === 'string' && form.test(value) ? +value : NaN;
  return accepts(number) ? number : undefined;
}

function matchesWhole(pattern: RegExp, value: string): boolean {
  return new RegExp(`^(?:${pattern.source})$`, pattern.flags.replaceAll(/[gmy]/g, '')).test(value);
}

const placeOf = (name: string) => `parameter ${name}`;

function missing(parameter: Parameter): Problem {
  return {
    code: 'parameter.missing',
    place: placeOf(parameter.name),
    cause: `no value was given and it has no default${parameter.description ? ` (${parameter.description})` : ''}`,
    remedy: `Add --param ${parameter.name}=…`,
  };
}

function unknownParameter(name: string, declared: readonly string[]): Problem {
  return {
    code: 'parameter.unknown',
    place: placeOf(name),
    cause: 'the pipeline does not declare it',
    remedy: `Use one of ${declared.join(', ')}.`,
  };
}

function notAllowed(parameter: Parameter, fault: string): Problem {
  return {
    code: 'parameter.not-allowed',
    place: placeOf(parameter.name),
    cause: fault,
    remedy: parameter.description ? `Give ${parameter.description}` : 'Give a value of the declared form.',
  };
}
