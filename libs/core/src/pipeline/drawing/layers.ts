import type { Drawing, DrawnNode } from './drawing';
import { orderOf } from '../graph';

/** A node with its place, in units of CSS pixels. */
export interface PlacedNode extends DrawnNode {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Nodes in rows from top to bottom, each below all that it waits for. */
export interface Layers {
  readonly nodes: readonly PlacedNode[];
  readonly width: number;
  readonly height: number;
}

const characterWidth = 8;
const lineHeight = 18;
const padding = 12;
const gap = { across: 28, down: 56 };

/** Places the nodes of `drawing`: a row is as far down as the longest way to it, and stands in the middle. */
export function layersOf({ nodes, edges }: Drawing): Layers {
  const rows = rowsOf(nodes, edges);
  const sized = rows.map((row) => row.map(sizeOf));
  const widths = sized.map((row) => row.reduce((sum, { width }) => sum + width, gap.across * (row.length + 1)));
  const width = Math.max(...widths, 0);
  let y = gap.across;
  const placed: PlacedNode[] = [];
  sized.forEach((row, index) => {
    let x = (width - (widths[index] ?? 0)) / 2 + gap.across;
    for (const node of row) {
      placed.push({ ...node, x, y });
      x += node.width + gap.across;
    }
    y += Math.max(...row.map(({ height }) => height)) + gap.down;
  });
  return { nodes: placed, width, height: y - gap.down + gap.across };
}

function rowsOf(nodes: readonly DrawnNode[], edges: Drawing['edges']): readonly (readonly DrawnNode[])[] {
  const before = new Map(nodes.map(({ id }) => [id, [] as string[]]));
  for (const { from, to } of edges) before.get(to)?.push(from);
  const { order } = orderOf([...before].map(([name, waitsFor]) => ({ name, waitsFor })));
  const depth = new Map<string, number>();
  for (const id of order) {
    depth.set(id, Math.max(-1, ...(before.get(id) ?? []).map((each) => depth.get(each) ?? -1)) + 1);
  }
  const rows: DrawnNode[][] = [];
  for (const node of nodes) (rows[depth.get(node.id) ?? 0] ??= []).push(node);
  return rows.filter((row) => row.length > 0);
}

function sizeOf(node: DrawnNode): Omit<PlacedNode, 'x' | 'y'> {
  const longest = Math.max(...node.lines.map(({ length }) => length));
  return {
    ...node,
    width: longest * characterWidth + 2 * padding,
    height: node.lines.length * lineHeight + 2 * padding,
  };
}
