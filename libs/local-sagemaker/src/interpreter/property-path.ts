import { NdrError } from '@ndr/core';
import type { Json } from '@ndr/core';

/** A reference behind `Get`: what it starts with, and the members behind it. */
export interface PropertyPath {
  readonly head: string;
  /** Member names, and positions in lists. */
  readonly members: readonly (string | number)[];
}

const head = /^([^.[\]]+)/;
const member = /^(?:\.([^.[\]]+)|\[(\d+)\]|\['([^']*)'\]|\["([^"]*)"\])/;

/**
 * Reads a reference such as `Steps.Delta.ProcessingOutputConfig.Outputs['deltas'].S3Output.S3Uri`.
 * @throws NdrError `definition.invalid`
 */
export function parsePropertyPath(text: string): PropertyPath {
  const first = head.exec(text)?.[1] ?? '';
  const members: (string | number)[] = [];
  let rest = text.slice(first.length);
  while (rest !== '') {
    const [whole, name, position, single, double] = member.exec(rest) ?? [];
    if (whole === undefined || first === '') throw notAReference(text);
    members.push(position === undefined ? (name ?? single ?? double ?? '') : Number(position));
    rest = rest.slice(whole.length);
  }
  return { head: first, members };
}

/** What `members` lead to in `value`; undefined when they lead nowhere. */
export function valueAt(value: Json, members: readonly (string | number)[]): Json | undefined {
  let current: Json | undefined = value;
  for (const member of members) {
    if (current === undefined || current === null || typeof current !== 'object') return undefined;
    current = isList(current) ? element(current, member) : current[member];
  }
  return current;
}

/** SageMaker's lists of inputs and outputs are reached by position or by the element's name. */
function element(list: readonly Json[], member: string | number): Json | undefined {
  if (typeof member === 'number') return list[member];
  return list.find((each) => {
    if (each === null || typeof each !== 'object' || isList(each)) return false;
    return each.OutputName === member || each.InputName === member;
  });
}

function isList(value: Json): value is Json[] {
  return Array.isArray(value);
}

function notAReference(text: string): NdrError {
  return new NdrError({
    code: 'definition.invalid',
    place: `{"Get": ${JSON.stringify(text)}}`,
    cause: 'it is no reference of the form Parameters.X, Execution.X or Steps.X.Property',
    remedy: 'Correct the reference.',
  });
}
