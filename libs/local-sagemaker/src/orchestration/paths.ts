import { asText, isObject, type Json, type JsonObject } from './json';
import { StateError } from './state-error';

/** What paths of a state refer to: `$` its input, `$$` the context of its execution. */
export interface Scope {
  readonly input: Json;
  readonly context: JsonObject;
}

const reference = /^\${1,2}(?:\.[A-Za-z_]\w*|\[\d+\])*$/;

/**
 * What a reference path such as `$.run.key` or `$$.Execution.Id` points to.
 * @throws StateError `States.ParameterPathFailure` when it points to nothing, or is no reference path
 */
export function valueAt(path: string, { input, context }: Scope): Json {
  if (!reference.test(path)) throw pathFailure(path, 'is no reference path');
  let value: Json | undefined = path.startsWith('$$') ? context : input;
  for (const [, name, index] of path.matchAll(/\.([A-Za-z_]\w*)|\[(\d+)\]/g)) {
    if (name !== undefined) value = isObject(value) ? value[name] : undefined;
    else value = Array.isArray(value) ? (value[Number(index)] as Json | undefined) : undefined;
    if (value === undefined) throw pathFailure(path, 'does not point to a value');
  }
  return value;
}

/** A template with its paths replaced by what they point to. */
export function filled(template: Json, scope: Scope): Json {
  if (Array.isArray(template)) return template.map((item: Json) => filled(item, scope));
  if (!isObject(template)) return template;
  return Object.fromEntries(
    Object.entries(template).map(([name, value = null]) => {
      if (!name.endsWith('.$')) return [name, filled(value, scope)];
      return [name.slice(0, -2), valueAt(asText(value), scope)];
    }),
  );
}

/** `input` with `result` where `path` says; without a path the result takes its place, with null it is dropped. */
export function withResult(input: Json, path: string | null | undefined, result: Json): Json {
  if (path === null) return input;
  if (path === undefined || path === '$') return result;
  const [, name] = /^\$\.([A-Za-z_]\w*)$/.exec(path) ?? [];
  if (name === undefined || !isObject(input)) throw new StateError('States.ResultPathMatchFailure', path);
  return { ...input, [name]: result };
}

function pathFailure(path: string, cause: string): StateError {
  return new StateError('States.ParameterPathFailure', `${path} ${cause}`);
}
