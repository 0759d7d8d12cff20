import { NdrError } from '@ndr/core';
import { isExactList, isExactObject, type ExactJson } from './exact-json';

/** A reference behind `Get`: what it starts with, and the members behind it. */
export interface PropertyPath {
  readonly head: string;
  readonly members: PathMembers;
}

/** Member names, and positions in lists. */
export type PathMembers = readonly (string | number)[];

const head = /^([^.[\]]+)/;
const member = /^(?:\.([^.[\]]+)|\[(\d+)\]|\['([^']*)'\]|\["([^"]*)"\])/;

/**
 * Reads a reference such as `Steps.Delta.ProcessingOutputConfig.Outputs['deltas'].S3Output.S3Uri`.
 * @throws NdrError `definition.invalid`
 */
export function parsePropertyPath(text: string): PropertyPath {
  const first = head.exec(text)?.[1] ?? '';
  const members = first === '' ? undefined : membersOf(text.slice(first.length));
  if (members) return { head: first, members };
  throw new NdrError({
    code: 'definition.invalid',
    place: `{"Get": ${JSON.stringify(text)}}`,
    cause: 'it is no reference of the form Parameters.X, Execution.X or Steps.X.Property',
    remedy: 'Correct the reference.',
  });
}

/** Reads a path inside a JSON document, such as `errors[0]['kind']`; undefined when it is none. */
export function parseDocumentPath(text: string): PathMembers | undefined {
  return membersOf(text.startsWith('[') ? text : `.${text}`);
}

function membersOf(text: string): PathMembers | undefined {
  const members: (string | number)[] = [];
  let rest = text;
  while (rest !== '') {
    const [whole, name, position, single, double] = member.exec(rest) ?? [];
    if (whole === undefined) return undefined;
    members.push(position === undefined ? (name ?? single ?? double ?? '') : Number(position));
    rest = rest.slice(whole.length);
  }
  return members;
}

/**
 * What `members` lead to in `value`; undefined when they lead nowhere. Lists of inputs and outputs are reached by
 * position or by the element's name, as SageMaker's are.
 */
export function valueAt(value: ExactJson, members: PathMembers): ExactJson | undefined {
  let current: ExactJson | undefined = value;
  for (const each of members) {
    if (isExactList(current)) current = element(current, each);
    else if (isExactObject(current) && Object.hasOwn(current, each)) current = current[each];
    else return undefined;
  }
  return current;
}

function element(list: readonly ExactJson[], member: string | number): ExactJson | undefined {
  if (typeof member === 'number') return list[member];
  return list.find((each) => isExactObject(each) && (each.OutputName === member || each.InputName === member));
}
