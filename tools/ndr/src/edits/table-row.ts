/** A table of a Markdown file: its lines, and its cells. */
interface Table {
  readonly start: number;
  readonly end: number;
  readonly rows: readonly (readonly string[])[];
}

/**
 * `text` with a row at the end of the first table whose header starts with `header`, laid out as Prettier does;
 * unchanged when a row starts with the same cell, or when there is no such table.
 */
export function addTableRow(text: string, header: readonly string[], row: readonly string[]): string {
  return withTable(text, header, (rows) => (rows.some(([first]) => first === row[0]) ? rows : [...rows, row]));
}

/** `text` without the row that starts with `cell` in the first table whose header starts with `header`. */
export function removeTableRow(text: string, header: readonly string[], cell: string): string {
  return withTable(text, header, (rows) => rows.filter(([first]) => first !== cell));
}

/** The rows of the first table whose header starts with `header`, without header and rule; none when there is no table. */
export function tableRows(text: string, header: readonly string[]): readonly (readonly string[])[] {
  return findTable(text.split('\n'), header)?.rows.slice(2) ?? [];
}

type Rows = readonly (readonly string[])[];

function withTable(text: string, header: readonly string[], change: (rows: Rows) => Rows): string {
  const lines = text.split('\n');
  const table = findTable(lines, header);
  if (!table) return text;
  const rows = table.rows.slice(2);
  const changed = change(rows);
  if (changed.length === rows.length) return text;
  const rendered = render([...table.rows.slice(0, 2), ...changed]);
  return [...lines.slice(0, table.start), ...rendered, ...lines.slice(table.end)].join('\n');
}

function findTable(lines: readonly string[], header: readonly string[]): Table | undefined {
  const start = lines.findIndex((line, index) => {
    const cells = cellsOf(line);
    return isRule(lines[index + 1] ?? '') && header.every((cell, column) => cells[column] === cell);
  });
  if (start === -1) return undefined;
  const after = lines.findIndex((line, index) => index > start && !line.startsWith('|'));
  const end = after === -1 ? lines.length : after;
  return { start, end, rows: lines.slice(start, end).map(cellsOf) };
}

const isRule = (line: string) => /^\|( *:?-+:? *\|)+$/.test(line);

/** The cells of a row; a `\|` belongs to its cell. */
function cellsOf(line: string): readonly string[] {
  if (!line.startsWith('|')) return [];
  return line
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

function render(rows: Rows): readonly string[] {
  const [, rule = []] = rows;
  const contents = rows.filter((_row, index) => index !== 1);
  const widths = rule.map((_cell, column) => Math.max(3, ...contents.map((row) => (row[column] ?? '').length)));
  return rows.map((row, index) => {
    const cells = widths.map((width, column) => {
      const cell = row[column] ?? '';
      return index === 1 ? ruleOf(cell, width) : padded(cell, width, rule[column] ?? '');
    });
    return `| ${cells.join(' | ')} |`;
  });
}

function ruleOf(cell: string, width: number): string {
  const [left, right] = [cell.startsWith(':') ? ':' : '-', cell.endsWith(':') ? ':' : '-'];
  return `${left}${'-'.repeat(width - 2)}${right}`;
}

function padded(cell: string, width: number, rule: string): string {
  if (!rule.endsWith(':')) return cell.padEnd(width);
  if (!rule.startsWith(':')) return cell.padStart(width);
  return cell.padStart(cell.length + Math.floor((width - cell.length) / 2)).padEnd(width);
}
