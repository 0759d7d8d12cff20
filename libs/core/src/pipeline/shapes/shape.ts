import { enumerations, structures } from './sagemaker-shapes';

/** What SageMaker takes at a place of a request, or gives at one of an answer. */
export type Shape =
  | { readonly kind: 'structure'; readonly name: string; readonly members: Readonly<Record<string, string>> }
  | { readonly kind: 'list' | 'map'; readonly item: string }
  | { readonly kind: 'enumeration'; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'string' | 'number' | 'boolean' | 'timestamp' | 'any' };

const named: Readonly<Record<string, Readonly<Record<string, string>>>> = structures;
const listed: Readonly<Record<string, readonly string[]>> = enumerations;

const scalars: ReadonlySet<string> = new Set(['string', 'number', 'boolean', 'timestamp', 'any']);

/** Reads the type of a member as the derived module writes it. */
export function shapeOf(type: string): Shape {
  const bare = type.endsWith('!') ? type.slice(0, -1) : type;
  if (bare.endsWith('[]')) return { kind: 'list', item: bare.slice(0, -2) };
  if (bare.startsWith('{')) return { kind: 'map', item: bare.slice(1, -1) };
  const members = named[bare];
  if (members) return { kind: 'structure', name: bare, members };
  const values = listed[bare];
  if (values) return { kind: 'enumeration', name: bare, values };
  return { kind: scalars.has(bare) ? (bare as 'any') : 'any' };
}

/** Whether a member of this type must be there. */
export function isRequired(type: string): boolean {
  return type.endsWith('!');
}
