/** A table of Markdown with a row for each of `rows`; nothing when there is none. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const lines = [head, head.map(() => '---'), ...rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')))];
  return [...lines.map((cells) => `| ${cells.join(' | ')} |`), ''];
}

/** A name as code. */
export const code = (name: string) => `\`${name}\``;

/** Names as code, one after the other. */
export const codes = (names: readonly string[]) => names.map(code).join(', ');
