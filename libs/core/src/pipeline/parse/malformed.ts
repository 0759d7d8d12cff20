import type { Finding } from '../validate/finding';
import { shown } from '../validate/shown';
import { codes } from '../../errors/codes';
import { escaped } from '../values/template';

type Check = (value: unknown, pointer: string) => readonly Finding[];

/** What keeps `json` from being a pipeline definition: members that are missing or of another JSON type. */
export function malformed(json: unknown): readonly Finding[] {
  return object({
    Version: required((value, pointer) =>
      value === '2020-12-01'
        ? []
        : [invalid(pointer, `the version is ${shown(value)}, and SageMaker knows 2020-12-01`)],
    ),
    Metadata: optional(object({})),
    Parameters: optional(list(parameter)),
    PipelineExperimentConfig: optional((value, pointer) => (value === null ? [] : object({})(value, pointer))),
    Steps: required(list(step)),
  })(json, '');
}

const scalar: Check = (value, pointer) =>
  ['string', 'number', 'boolean'].includes(typeof value)
    ? []
    : [invalid(pointer, `it is ${shown(value)}, and must be text, a number or a truth value`)];

const text: Check = (value, pointer) =>
  typeof value === 'string' ? [] : [invalid(pointer, `it is ${shown(value)}, and must be text`)];

const types = ['String', 'Integer', 'Float', 'Boolean'];

const parameter: Check = object({
  Name: required(text),
  Type: required((value, pointer) =>
    types.includes(value as string)
      ? []
      : [invalid(pointer, `the type is ${shown(value)}, none of ${types.join(', ')}`)],
  ),
  DefaultValue: optional(scalar),
  EnumValues: optional(list(scalar)),
});

function step(value: unknown, pointer: string): readonly Finding[] {
  const found = object({
    Name: required(text),
    Type: required(text),
    Arguments: optional(object({})),
    DependsOn: optional(list(text)),
  })(value, pointer);
  if (found.length > 0 || (value as { Type: string }).Type !== 'Condition') return found;
  const branch = optional(list(step));
  return object({ IfSteps: branch, ElseSteps: branch })(
    (value as { Arguments?: unknown }).Arguments ?? {},
    `${pointer}/Arguments`,
  );
}

interface Member {
  readonly check: Check;
  readonly isRequired: boolean;
}

function required(check: Check): Member {
  return { check, isRequired: true };
}

function optional(check: Check): Member {
  return { check, isRequired: false };
}

function object(members: Readonly<Record<string, Member>>): Check {
  return (value, pointer) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return [invalid(pointer, `it is ${shown(value)}, and must be an object`)];
    }
    const record = value as Readonly<Record<string, unknown>>;
    return Object.entries(members).flatMap(([name, { check, isRequired }]) => {
      if (Object.hasOwn(record, name)) return check(record[name], `${pointer}/${escaped(name)}`);
      return isRequired ? [invalid(pointer, `the member ${name} is missing`)] : [];
    });
  };
}

function list(item: Check): Check {
  return (value, pointer) =>
    Array.isArray(value)
      ? value.flatMap((each, index) => item(each, `${pointer}/${index}`))
      : [invalid(pointer, `it is ${shown(value)}, and must be a list`)];
}

/** A finding that the text at `pointer` is no part of a definition. */
export function invalid(pointer: string, cause: string): Finding {
  return {
    severity: 'error',
    code: 'definition.invalid',
    pointer,
    place: 'definition',
    cause,
    remedy: codes['definition.invalid'].remedy,
  };
}
