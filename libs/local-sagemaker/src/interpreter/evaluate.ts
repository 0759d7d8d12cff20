import { NdrError, type Json, type Scalar } from '@ndr/core';
import { parsePropertyPath, valueAt } from './property-path';

/** What the references of a definition stand for while an execution runs. */
export interface Scope {
  readonly parameters: Readonly<Record<string, Scalar>>;
  /** Value of an execution variable; undefined when there is none of that name. */
  variable(name: string): string | undefined;
  /** What a step that has ended tells of itself; undefined for any other. */
  step(name: string): Json | undefined;
}

/**
 * `value` with each `Get` and `Std:Join` replaced by what it stands for.
 * @throws NdrError `pipeline.unknown-reference` when it stands for nothing
 */
export function evaluate(value: Json, scope: Scope): Json {
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map((each) => evaluate(each, scope));
  const reference = referenceIn(value);
  if (reference !== undefined) return resolve(reference, scope);
  const joined = joinIn(value);
  if (joined) return joined.values.map((each) => asText(evaluate(each, scope))).join(joined.separator);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, evaluate(each, scope)]));
}

/** Every text behind a `Get` inside `value`. */
export function referencesIn(value: Json): string[] {
  if (value === null || typeof value !== 'object') return [];
  if (isList(value)) return value.flatMap(referencesIn);
  const reference = referenceIn(value);
  return reference === undefined ? Object.values(value).flatMap(referencesIn) : [reference];
}

type JsonObject = Readonly<Record<string, Json>>;

function referenceIn(value: JsonObject): string | undefined {
  const names = Object.keys(value);
  return names.length === 1 && typeof value.Get === 'string' ? value.Get : undefined;
}

function joinIn(value: JsonObject): { readonly separator: string; readonly values: readonly Json[] } | undefined {
  const join = value['Std:Join'];
  if (join === undefined || join === null || typeof join !== 'object' || isList(join)) return undefined;
  const { On: separator, Values: values } = join as JsonObject;
  return isList(values) ? { separator: typeof separator === 'string' ? separator : '', values } : undefined;
}

function resolve(reference: string, scope: Scope): Json {
  const { head, members } = parsePropertyPath(reference);
  const [name, ...rest] = members;
  const found = lookUp(head, String(name), rest, scope);
  if (found !== undefined) return found;
  throw new NdrError({
    code: 'pipeline.unknown-reference',
    place: `{"Get": ${JSON.stringify(reference)}}`,
    cause: 'it stands for nothing when the step starts',
    remedy: 'Correct the reference: a declared parameter, an execution variable, or a property of a step before it.',
  });
}

function lookUp(head: string, name: string, rest: readonly (string | number)[], scope: Scope): Json | undefined {
  switch (head) {
    case 'Parameters':
      return rest.length === 0 ? scope.parameters[name] : undefined;
    case 'Execution':
      return rest.length === 0 ? scope.variable(name) : undefined;
    case 'Steps': {
      const step = scope.step(name);
      return step === undefined ? undefined : valueAt(step, rest);
    }
    default:
      return undefined;
  }
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isList(value: Json | undefined): value is Json[] {
  return Array.isArray(value);
}
