/** A cell: numbers are aligned to the right. */
export type Cell = string | number;

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

/** Rows under headings, columns aligned. */
export function tableLines(headings: readonly string[], rows: readonly (readonly Cell[])[]): readonly string[] {
  const texts = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? number.format(cell) : cell)));
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...texts.map((row) => (row[column] ?? '').length)),
  );
  const isNumeric = headings.map((_, column) => rows.every((row) => typeof row[column] === 'number'));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        isNumeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [line(headings), line(widths.map((width) => '─'.repeat(width))), ...texts.map(line)];
}
