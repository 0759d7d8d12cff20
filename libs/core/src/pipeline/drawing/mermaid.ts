import type { Drawing, DrawnNode } from './drawing';

/** `drawing` in the language of Mermaid, which code hosts and editors show. */
export function mermaidOf({ nodes, edges }: Drawing): string {
  return [
    'flowchart TD',
    ...nodes.map((node) => `  ${shapeOf(node)}`),
    ...edges.map(({ from, to, label }) => `  ${from} ${label === undefined ? '-->' : `-->|${label}|`} ${to}`),
    '',
  ].join('\n');
}

function shapeOf({ id, kind, lines }: DrawnNode): string {
  const label = `"${lines.map(escaped).join('<br/>')}"`;
  switch (kind) {
    case 'step':
      return `${id}[${label}]`;
    case 'condition':
      return `${id}{${label}}`;
    case 'dataset':
      return `${id}[(${label})]`;
    case 'parameters':
      return `${id}[/${label}/]`;
  }
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
