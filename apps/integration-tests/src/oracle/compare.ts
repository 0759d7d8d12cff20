import type { DuckDBConnection } from '@duckdb/node-api';

import { identifier, queryRows } from './sql';

/** A cell, a row or a column that differs. */
export interface TableDifference {
  /** Values of the key's columns; empty where a whole column differs. */
  readonly key: Record<string, unknown>;
  /** The column; `(rows)` where the number of rows with the key is not 1 on both sides. */
  readonly column: string;
  /** The value, the number of rows, or the column's type; undefined of a column that is not there. */
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Two tables to compare. */
export interface ComparisonOptions {
  /** A table. */
  readonly expected: string;
  /** An SQL relation, such as `read_parquet([…])`. */
  readonly actual: string;
  readonly key: readonly string[];
  /** At most so many differences; 20 when absent. */
  readonly limit?: number;
}

/** Both tables as subqueries whose columns compare with each other. */
interface Comparison {
  readonly expected: string;
  readonly actual: string;
  readonly key: readonly string[];
  readonly columns: readonly Column[];
  readonly limit: number;
}

interface Column {
  readonly name: string;
  readonly kind: string;
}

/**
 * The differences between two tables, none when they are equal: first columns and their kinds of type, then numbers of
 * rows, then cells. Floating values are equal within 1e-9 relative, all others when they are the same; NULL equals
 * NULL. Whole numbers of any width are one kind, and so are times, which count as their instant.
 */
export async function compareTable(
  connection: DuckDBConnection,
  options: ComparisonOptions,
): Promise<TableDifference[]> {
  const { key, limit = 20 } = options;
  const expectedTypes = await columnTypes(connection, options.expected);
  const actualTypes = await columnTypes(connection, options.actual);
  const differences: TableDifference[] = [];
  const columns: Column[] = [];
  for (const name of new Set([...expectedTypes.keys(), ...actualTypes.keys()])) {
    const expected = expectedTypes.get(name);
    const actual = actualTypes.get(name);
    if (expected !== undefined && actual !== undefined && kindOf(expected) === kindOf(actual)) {
      columns.push({ name, kind: kindOf(expected) });
    } else {
      differences.push({ key: {}, column: name, expected, actual });
    }
  }
  const keyCompares = key.every((name) => columns.some((column) => column.name === name));
  if (keyCompares) {
    const comparison: Comparison = {
      expected: comparable(options.expected, columns, expectedTypes),
      actual: comparable(options.actual, columns, actualTypes),
      key,
      columns,
      limit,
    };
    differences.push(...(await rowDifferences(connection, comparison)));
    differences.push(...(await cellDifferences(connection, comparison)));
  }
  return differences.slice(0, limit);
}

async function columnTypes(connection: DuckDBConnection, relation: string): Promise<Map<string, string>> {
  const columns = await queryRows(connection, `DESCRIBE SELECT * FROM ${relation}`);
  return new Map(columns.map((column) => [String(column.column_name), String(column.column_type)]));
}

function kindOf(type: string): string {
  if (/^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/.test(type)) return 'whole number';
  if (type === 'DOUBLE' || type === 'FLOAT') return 'floating';
  return type.startsWith('TIMESTAMP') ? 'time' : type;
}

/** A subquery over a relation with its comparable columns, times in UTC. */
function comparable(relation: string, columns: readonly Column[], types: ReadonlyMap<string, string>): string {
  const selected = columns.map(({ name, kind }) => {
    const column = identifier(name);
    if (kind !== 'time') return column;
    const instant = types.get(name) === 'TIMESTAMP WITH TIME ZONE' ? `${column} AT TIME ZONE 'UTC'` : column;
    return `CAST(${instant} AS TIMESTAMP) AS ${column}`;
  });
  return `(SELECT ${selected.join(', ')} FROM ${relation})`;
}

/** Keys that do not have exactly one row on each side. */
async function rowDifferences(connection: DuckDBConnection, comparison: Comparison): Promise<TableDifference[]> {
  const keys = comparison.key.map(identifier).join(', ');
  const rows = await queryRows(
    connection,
    `SELECT ${keys}, sum(is_expected) AS "(expected)", sum(is_actual) AS "(actual)" FROM (
       SELECT ${keys}, 1 AS is_expected, 0 AS is_actual FROM ${comparison.expected} AS expected
       UNION ALL
       SELECT ${keys}, 0 AS is_expected, 1 AS is_actual FROM ${comparison.actual} AS actual
     ) AS rows
     GROUP BY ALL HAVING "(expected)" <> 1 OR "(actual)" <> 1 ORDER BY ALL LIMIT ${comparison.limit}`,
  );
  return rows.map((row) => ({
    key: keyOf(row, comparison.key),
    column: '(rows)',
    expected: Number(row['(expected)']),
    actual: Number(row['(actual)']),
  }));
}

/** Cells that differ in rows that both sides have. */
async function cellDifferences(connection: DuckDBConnection, comparison: Comparison): Promise<TableDifference[]> {
  const columns = comparison.columns.filter(({ name }) => !comparison.key.includes(name));
  if (columns.length === 0) return [];
  const keys = comparison.key.map(identifier);
  const cells = columns.map(
    (column, index) =>
      `expected.${identifier(column.name)} AS "expected ${index}", actual.${identifier(column.name)} AS "actual ${index}",
       ${differs(column)} AS "differs ${index}"`,
  );
  const rows = await queryRows(
    connection,
    `SELECT ${keys.map((key) => `expected.${key}`).join(', ')}, ${cells.join(', ')}
     FROM ${comparison.expected} AS expected
     JOIN ${comparison.actual} AS actual
       ON ${keys.map((key) => `expected.${key} IS NOT DISTINCT FROM actual.${key}`).join(' AND ')}
     WHERE ${columns.map(differs).join(' OR ')}
     ORDER BY ${keys.map((key) => `expected.${key}`).join(', ')} LIMIT ${comparison.limit}`,
  );
  return rows.flatMap((row) =>
    columns.flatMap(({ name }, index) =>
      row[`differs ${index}`] === true
        ? [
            {
              key: keyOf(row, comparison.key),
              column: name,
              expected: row[`expected ${index}`],
              actual: row[`actual ${index}`],
            },
          ]
        : [],
    ),
  );
}

/** A condition that is never NULL: the two cells of a column differ. */
function differs({ name, kind }: Column): string {
  const expected = `expected.${identifier(name)}`;
  const actual = `actual.${identifier(name)}`;
  const distinct = `${expected} IS DISTINCT FROM ${actual}`;
  if (kind !== 'floating') return `(${distinct})`;
  const near = `abs(${expected} - ${actual}) <= 1e-9 * greatest(abs(${expected}), abs(${actual}))`;
  return `(${distinct} AND NOT coalesce(${near}, false))`;
}

function keyOf(row: Record<string, unknown>, key: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(key.map((name) => [name, row[name]]));
}
