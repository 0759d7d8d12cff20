import { checkParameterValues } from './parameter-values';
import {
  booleanParameter,
  floatParameter,
  integerParameter,
  noValue,
  stringParameter,
  type Parameter,
} from './values/parameter';
import type { Scalar } from './values/value';

const codesOf = (parameter: Parameter, given: Record<string, Scalar>) =>
  checkParameterValues([parameter], given).problems.map(({ code }) => code);

const accepted = (parameter: Parameter, value: Scalar) => checkParameterValues([parameter], { P: value }).values.P;

describe('values of each type', () => {
  it.each<[Parameter, Scalar, Scalar]>([
    [stringParameter('P'), 'a b', 'a b'],
    [integerParameter('P'), '-12', -12],
    [integerParameter('P'), 12, 12],
    [floatParameter('P'), '1.5e3', 1500],
    [floatParameter('P'), '.5', 0.5],
    [floatParameter('P'), 2, 2],
    [booleanParameter('P'), 'true', true],
    [booleanParameter('P'), 'False', false],
    [booleanParameter('P'), true, true],
  ])('reads %o from %p', (parameter, given, value) => {
    expect(checkParameterValues([parameter], { P: given })).toEqual({ values: { P: value }, problems: [] });
  });

  it.each<[Parameter, Scalar]>([
    [stringParameter('P'), 1],
    [integerParameter('P'), '1.5'],
    [integerParameter('P'), 1.5],
    [integerParameter('P'), '9007199254740993'],
    [integerParameter('P'), ''],
    [integerParameter('P'), true],
    [floatParameter('P'), 'NaN'],
    [floatParameter('P'), '1e999'],
    [floatParameter('P'), '0x10'],
    [booleanParameter('P'), 'yes'],
    [booleanParameter('P'), 1],
  ])('%o refuses %p', (parameter, given) => {
    expect(codesOf(parameter, { P: given })).toEqual(['parameter.not-allowed']);
  });
});

describe('required, optional and defaulted parameters', () => {
  it('asks for a value of a parameter that has no default', () => {
    expect(codesOf(stringParameter('P'), {})).toEqual(['parameter.missing']);
  });

  it('takes a default when no value is given', () => {
    expect(checkParameterValues([integerParameter('P', { default: 3 })], {}).values).toEqual({ P: 3 });
  });

  it('prefers what is given to a default', () => {
    expect(checkParameterValues([integerParameter('P', { default: 3 })], { P: 4 }).values).toEqual({ P: 4 });
  });

  it(`gives ${noValue} for an optional parameter, whatever its pattern`, () => {
    const parameter = stringParameter('P', { optional: true, pattern: /\d+/ });
    expect(accepted(parameter, noValue)).toBe(noValue);
    expect(checkParameterValues([parameter], {}).values).toEqual({ P: noValue });
    expect(codesOf(parameter, { P: 'x' })).toEqual(['parameter.not-allowed']);
  });

  it('refuses an empty text, which SageMaker takes for no override', () => {
    expect(codesOf(stringParameter('P'), { P: '' })).toEqual(['parameter.not-allowed']);
  });
});

describe('enumerations, patterns and lengths', () => {
  it('takes only values of the enumeration', () => {
    const parameter = stringParameter('P', { enum: ['7d', '30d'] });
    expect(accepted(parameter, '7d')).toBe('7d');
    expect(codesOf(parameter, { P: '8d' })).toEqual(['parameter.not-allowed']);
  });

  it('compares an enumeration of numbers as numbers', () => {
    expect(accepted(integerParameter('P', { enum: [1, 2] }), '2')).toBe(2);
  });

  it.each([/ab|abc/, /^ab|abc$/m, /ab|abc/g])('matches the pattern %p as a whole', (pattern) => {
    const parameter = stringParameter('P', { pattern });
    expect(accepted(parameter, 'abc')).toBe('abc');
    expect(codesOf(parameter, { P: 'xabc' })).toEqual(['parameter.not-allowed']);
    expect(codesOf(parameter, { P: 'ab\nabc' })).toEqual(['parameter.not-allowed']);
  });

  it('takes numbers from the minimum on', () => {
    const parameter = integerParameter('P', { minimum: 1 });
    expect(accepted(parameter, '1')).toBe(1);
    expect(codesOf(parameter, { P: '0' })).toEqual(['parameter.not-allowed']);
  });

  it('takes values of 1,024 characters and no more', () => {
    expect(codesOf(stringParameter('P'), { P: 'x'.repeat(1024) })).toEqual([]);
    expect(codesOf(stringParameter('P'), { P: 'x'.repeat(1025) })).toEqual(['parameter.not-allowed']);
  });
});

it('refuses values of parameters that are not declared, and names those that are', () => {
  const { problems } = checkParameterValues([stringParameter('Project', { default: 'a' })], { Projekt: 'b' });
  expect(problems).toMatchObject([{ code: 'parameter.unknown', place: 'parameter Projekt' }]);
  expect(problems[0]?.remedy).toContain('Project');
});

it('takes no value from what every object inherits', () => {
  expect(codesOf(stringParameter('toString'), {})).toEqual(['parameter.missing']);
});

it('reports every problem at once', () => {
  const { problems } = checkParameterValues([stringParameter('A'), integerParameter('B')], { B: 'x', C: 'y' });
  expect(problems.map(({ code, place }) => `${code} ${place}`)).toEqual([
    'parameter.unknown parameter C',
    'parameter.missing parameter A',
    'parameter.not-allowed parameter B',
  ]);
});
