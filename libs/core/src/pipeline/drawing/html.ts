import type { Drawing, DrawnEdge } from './drawing';
import { layersOf, type PlacedNode } from './layers';

/** `drawing` as one page that needs nothing else: readable in light and dark, by screen readers too. */
export function htmlOf(drawing: Drawing): string {
  const { nodes, width, height } = layersOf(drawing);
  const places = new Map(nodes.map((node) => [node.id, node]));
  const title = escaped(drawing.title);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<h1>${title}</h1>
<div class="picture" tabindex="0" role="region" aria-label="Picture of the pipeline">
<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Steps of ${title} and what they wait for">
<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>
${drawing.edges.map((edge) => edgeSvg(edge, places)).join('\n')}
${nodes.map(nodeSvg).join('\n')}
</svg>
</div>
<h2>In words</h2>
<ul>
${drawing.nodes.map((node) => `<li>${sentence(node, drawing)}</li>`).join('\n')}
</ul>
</body>
</html>
`;
}

const style = `
:root { color-scheme: light dark; --ink: #1b2330; --paper: #fff; --line: #6b7686; --step: #dfeaff; --condition: #ffe9c7; --dataset: #ddf3e4; --parameters: #eee; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecf2; --paper: #14181f; --line: #97a3b5; --step: #223454; --condition: #4a3714; --dataset: #1d3b29; --parameters: #2a2f38; } }
body { margin: 1.5rem; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
.picture { overflow: auto; }
svg { max-width: 100%; height: auto; min-width: 20rem; font: 13px ui-monospace, monospace; }
text { fill: var(--ink); text-anchor: middle; }
.edge { fill: none; stroke: var(--line); stroke-width: 1.5; }
marker path { fill: var(--line); }
.node { stroke: var(--line); }
.step { fill: var(--step); } .condition { fill: var(--condition); } .dataset { fill: var(--dataset); } .parameters { fill: var(--parameters); stroke-dasharray: 4 3; }
`;

function nodeSvg({ kind, lines, x, y, width, height }: PlacedNode): string {
  const rounding = kind === 'dataset' ? 14 : kind === 'condition' ? 24 : 4;
  const texts = lines.map(
    (line, index) => `<text x="${x + width / 2}" y="${y + 26 + index * 18}">${escaped(line)}</text>`,
  );
  return `<g><rect class="node ${kind}" x="${x}" y="${y}" width="${width}" height="${height}" rx="${rounding}"/>${texts.join('')}</g>`;
}

function edgeSvg({ from, to, label }: DrawnEdge, places: ReadonlyMap<string, PlacedNode>): string {
  const [start, end] = [places.get(from), places.get(to)];
  if (!start || !end) return '';
  const [x1, y1] = [start.x + start.width / 2, start.y + start.height];
  const [x2, y2] = [end.x + end.width / 2, end.y];
  const middle = (y1 + y2) / 2;
  const path = `<path class="edge" marker-end="url(#arrow)" d="M${x1} ${y1}C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}"/>`;
  return label === undefined ? path : `${path}<text x="${(x1 + x2) / 2 + 12}" y="${middle}">${escaped(label)}</text>`;
}

function sentence({ id, kind, lines }: Drawing['nodes'][number], { nodes, edges }: Drawing): string {
  const names = new Map(nodes.map((node) => [node.id, node.lines[0] ?? '']));
  if (kind === 'parameters') {
    const users = edges.filter(({ from }) => from === id).map(({ to }) => names.get(to) ?? '');
    return `${lines.map(strong).join(', ')}: ${users.length > 0 ? `used by ${users.map(escaped).join(', ')}` : 'not used'}`;
  }
  const before = edges
    .filter(({ from, to }) => to === id && !from.startsWith('parameters_'))
    .map(({ from, label }) => `${escaped(names.get(from) ?? '')}${label === undefined ? '' : ` (${label})`}`);
  const what = kind === 'dataset' ? 'a dataset' : `a ${escaped(lines[1] ?? '')} step`;
  return `${strong(lines[0] ?? '')}, ${what}${before.length > 0 ? `, behind ${before.join(', ')}` : ''}`;
}

const strong = (text: string) => `<strong>${escaped(text)}</strong>`;

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
