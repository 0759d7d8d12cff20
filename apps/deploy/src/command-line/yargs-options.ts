import { z } from 'zod';
import type { Argv, Options } from 'yargs';

/** What the JSON Schema of an option says. */
interface OptionSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly items?: OptionSchema;
  readonly positional?: boolean;
  readonly alias?: string;
}

interface NamedOption {
  /** Name in the zod schema. */
  readonly key: string;
  /** Name on the command line. */
  readonly flag: string;
  readonly schema: OptionSchema;
  readonly isRequired: boolean;
}

/** Yargs' options of a zod schema: the only place where one becomes the other. */
export function addOptions(parser: Argv, schema: z.ZodObject): Argv {
  return optionsOf(schema).reduce(
    (result, option) =>
      option.schema.positional
        ? result.positional(option.flag, yargsOption(option) as Parameters<Argv['positional']>[1])
        : result.option(option.flag, yargsOption(option)),
    parser,
  );
}

/** How the arguments of a command look behind its name: `<format> <file..>`. */
export function positionalUsage(schema: z.ZodObject): string {
  return optionsOf(schema)
    .filter(({ schema: { positional } }) => positional)
    .map(({ flag, schema: { type }, isRequired }) => {
      const name = type === 'array' ? `${flag}..` : flag;
      return isRequired ? `<${name}>` : `[${name}]`;
    })
    .join(' ');
}

/** The values that yargs read, under the schema's names. */
export function readOptions(schema: z.ZodObject, argv: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const given = optionsOf(schema).map(({ key, flag }) => [key, argv[flag]] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

/** Name on the command line of an option, with its dashes when it is no argument. */
export function flagOf(schema: z.ZodObject, key: string): string {
  const option = optionsOf(schema).find((each) => each.key === key);
  return option?.schema.positional ? option.flag : `--${option?.flag ?? key}`;
}

/** Names on the command line of the options that are no arguments. */
export function flagsOf(schema: z.ZodObject): string[] {
  return optionsOf(schema)
    .filter(({ schema: { positional } }) => !positional)
    .map(({ flag }) => flag);
}

function optionsOf(schema: z.ZodObject): readonly NamedOption[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([key, property]) => ({
    key,
    flag: key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    schema: property as OptionSchema,
    isRequired: required.includes(key),
  }));
}

function yargsOption({ schema, isRequired }: NamedOption): Options {
  const isList = schema.type === 'array';
  const { type, enum: choices } = (isList ? schema.items : schema) ?? {};
  const hasDefault = schema.default !== undefined && schema.default !== false && !isList;
  return {
    type: type === 'boolean' ? 'boolean' : type === 'number' || type === 'integer' ? 'number' : 'string',
    array: isList,
    requiresArg: type !== 'boolean' && !schema.positional,
    ...(schema.description !== undefined && { describe: schema.description }),
    ...(choices && { choices: [...choices] }),
    ...(hasDefault && { default: schema.default }),
    ...(schema.alias !== undefined && { alias: schema.alias }),
    ...(isRequired && !schema.positional && { demandOption: true }),
  };
}
