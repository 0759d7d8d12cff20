import { shapeOf, type Shape } from './shape';
import { structures } from './sagemaker-shapes';
import { shapesOfStep } from './step-types';

/** A part of a property path: `.Member`, `[0]` or `['name']`. */
export type PathPart =
  { readonly kind: 'member' | 'name'; readonly text: string } | { readonly kind: 'index'; readonly text: string };

const part = /^(?:\.?([A-Za-z_][A-Za-z0-9_]*)|\[(\d+)\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\])/;

/** The parts of `path`; undefined when it is none, such as `a..b` or `a[`. */
export function partsOfPath(path: string): readonly PathPart[] | undefined {
  const parts: PathPart[] = [];
  for (let rest = path; rest !== '';) {
    const match = part.exec(rest);
    if (!match || (parts.length > 0 && match[1] !== undefined && !rest.startsWith('.'))) return undefined;
    const [whole, member, index, single, double] = match;
    if (member !== undefined) parts.push({ kind: 'member', text: member });
    else if (index !== undefined) parts.push({ kind: 'index', text: index });
    else parts.push({ kind: 'name', text: single ?? double ?? '' });
    rest = rest.slice(whole.length);
  }
  return parts.length > 0 ? parts : undefined;
}

/** What a step of `type` has at `path`: a shape, `unknown` when nobody knows, undefined when there is nothing. */
export function propertyShape(type: string, path: string): Shape | 'unknown' | undefined {
  const shapes = shapesOfStep(type);
  if (!shapes || (!shapes.answer && !shapes.properties)) return 'unknown';
  const parts = partsOfPath(path);
  if (!parts) return undefined;
  const members = { ...(shapes.answer && structures[shapes.answer]), ...shapes.properties };
  let shape: Shape = { kind: 'structure', name: type, members };
  for (const each of parts) {
    if (shape.kind === 'any') return 'unknown';
    const inner = innerType(shape, each);
    if (inner === undefined) return undefined;
    shape = shapeOf(inner);
  }
  return shape.kind === 'any' ? 'unknown' : shape;
}

function innerType(shape: Shape, { kind, text }: PathPart): string | undefined {
  switch (shape.kind) {
    case 'structure':
      return kind === 'member' && Object.hasOwn(shape.members, text) ? shape.members[text] : undefined;
    case 'list':
      return kind === 'member' ? undefined : shape.item;
    case 'map':
      return kind === 'index' ? undefined : shape.item;
    default:
      return undefined;
  }
}
