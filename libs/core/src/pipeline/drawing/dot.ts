import type { Drawing, DrawnNode } from './drawing';

const shapes: Readonly<Record<DrawnNode['kind'], string>> = {
  step: 'box',
  condition: 'diamond',
  dataset: 'cylinder',
  parameters: 'note',
};

/** `drawing` in the language of Graphviz. */
export function dotOf({ title, nodes, edges }: Drawing): string {
  return [
    `digraph ${quoted(title)} {`,
    '  node [fontname="sans-serif"];',
    ...nodes.map(({ id, kind, lines }) => `  ${id} [shape=${shapes[kind]}, label=${quoted(lines.join('\n'))}];`),
    ...edges.map(
      ({ from, to, label }) => `  ${from} -> ${to}${label === undefined ? '' : ` [label=${quoted(label)}]`};`,
    ),
    '}',
    '',
  ].join('\n');
}

const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
