import type { z } from 'zod';
import type { parameterOptions } from './options';
import { capital, quoted } from '../../edits/source-text';
import type { ParameterNames } from '../../names/parameter-names';
import { Refusal } from '../../refusal';

type Options = z.output<typeof parameterOptions>;

/** How a parameter is declared: the function of @ndr/core, and the statement. */
export interface Declaration {
  readonly by: string;
  readonly statement: string;
}

/** How a setting of a JobSpec is declared, and read in Python. */
export interface SettingDeclaration {
  readonly schema: string;
  readonly pythonType: string;
  /** Python that makes the argument's text a value. */
  readonly parse: string;
}

const whole = /^-?(0|[1-9]\d*)$/;
const real = /^-?(0|[1-9]\d*)(\.\d+)?([eE]-?\d+)?$/;

/** Each type's declaration, its values' form, and the same in a JobSpec and in Python. */
const kinds = {
  String: { by: 'stringParameter', form: /[^]*/, schema: 'z.string()', python: 'str', parse: '{}', pattern: '' },
  Integer: {
    by: 'integerParameter',
    form: whole,
    schema: 'z.int()',
    python: 'int',
    parse: 'int({})',
    pattern: String.raw`-?\d+`,
  },
  Float: {
    by: 'floatParameter',
    form: real,
    schema: 'z.number()',
    python: 'float',
    parse: 'float({})',
    pattern: String.raw`-?\d+(\.\d+)?`,
  },
  Boolean: {
    by: 'booleanParameter',
    form: /^(true|false)$/,
    schema: 'z.boolean()',
    python: 'bool',
    parse: '{} == "true"',
    pattern: 'true|false',
  },
} as const;

/**
 * Refuses values that are not of the parameter's type, and options that do not go together.
 * @throws Refusal
 */
export function checkParameter(options: Options): void {
  const { type, pattern, minimum, setting } = options;
  const isNumber = type === 'Integer' || type === 'Float';
  for (const value of [options.default, ...(options.enum ?? [])]) {
    if (value !== undefined && !kinds[type].form.test(value)) throw refusal(value, `it is no ${type}`);
    if (value !== undefined && options.enum && !options.enum.includes(value)) throw refusal(value, 'the enum lacks it');
    if (value !== undefined && isNumber && minimum !== undefined && Number(value) < minimum) {
      throw refusal(value, `it is below the minimum ${String(minimum)}`);
    }
  }
  if (pattern !== undefined && type !== 'String') throw refusal(pattern, `a pattern is for texts, not for a ${type}`);
  if (pattern !== undefined && !isPattern(pattern)) throw refusal(pattern, 'it is no regular expression');
  if (pattern !== undefined && options.default !== undefined && !new RegExp(`^(?:${pattern})$`).test(options.default)) {
    throw refusal(options.default, 'it does not match the pattern');
  }
  if (minimum !== undefined && !isNumber) throw refusal(String(minimum), `a minimum is for numbers, not for a ${type}`);
  if (setting && minimum !== undefined && overridePattern(options) === undefined) {
    throw refusal(String(minimum), 'with --setting a minimum is 0, or 1 of an Integer');
  }
  if (setting && options.default === undefined) throw refusal('--setting', 'a setting of JobSpecs needs a --default');
}

function refusal(value: string, cause: string): Refusal {
  return new Refusal({
    code: 'generator.option',
    place: value,
    cause,
    remedy: 'Correct the options of the parameter.',
  });
}

/** Form of the text that overrides a setting; undefined when none says the minimum. */
function overridePattern({ type, minimum, pattern }: Options): string | undefined {
  if (minimum === undefined) return pattern ?? kinds[type].pattern;
  if (minimum === 0) return kinds[type].pattern.replace('-?', '');
  return minimum === 1 && type === 'Integer' ? String.raw`[1-9]\d*` : undefined;
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

/** What the parameter says, in a phrase. */
export function descriptionOf({ description }: Options, field: string): string {
  return (description ?? field.replaceAll('_', ' ')).replace(/\.$/, '');
}

/** The declaration of a parameter. One that overrides a setting is a text that may be left out. */
export function parameterDeclaration(options: Options, names: ParameterNames): Declaration {
  const { type, setting, pattern, minimum } = options;
  const by = setting ? 'stringParameter' : kinds[type].by;
  const literal = (value: string) => (by === 'stringParameter' ? quoted(value) : value);
  const members = [
    `description: ${quoted(`${descriptionOf(options, names.field)}${setting ? '; what the JobSpec says unless given' : ''}`)}`,
    ...(setting ? ['optional: true'] : options.default === undefined ? [] : [`default: ${literal(options.default)}`]),
    // The form of one that overrides a setting lets what stands for its absence pass.
    ...(options.enum ? [`enum: [${[...options.enum, ...(setting ? ['none'] : [])].map(literal).join(', ')}]`] : []),
    ...patternMember(setting && !options.enum ? overridePattern(options) : pattern),
    ...(minimum !== undefined && !setting ? [`minimum: ${String(minimum)}`] : []),
  ];
  return { by, statement: `export const ${names.constant} = ${by}('${names.name}', { ${members.join(', ')} });` };
}

function patternMember(pattern = ''): readonly string[] {
  return pattern === '' ? [] : [`pattern: ${String(new RegExp(pattern))}`];
}

/** The setting of a JobSpec that a parameter overrides. */
export function settingDeclaration(options: Options, field: string): SettingDeclaration {
  const { type, minimum, pattern, default: value = '' } = options;
  const { schema, python, parse } = kinds[type];
  const literal = type === 'String' ? quoted(value) : value;
  const values = options.enum?.map((each) => (type === 'String' ? quoted(each) : each)) ?? [];
  const form = values.length > 0 && type !== 'Boolean' ? `z.literal([${values.join(', ')}])` : schema;
  const limits = [
    ...(minimum === undefined ? [] : [`.min(${String(minimum)})`]),
    ...(pattern === undefined ? [] : [`.regex(${String(new RegExp(`^(?:${pattern})$`))})`]),
  ];
  const isChoice = form !== schema;
  const described = quoted(capital(descriptionOf(options, field)));
  return {
    schema: `${form}${isChoice ? '' : limits.join('')}.default(${literal}).describe(${described})`,
    pythonType: python,
    parse,
  };
}
