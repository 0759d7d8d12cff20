import type { StateDatabase } from './database';

/** Where a page of a list ends: the next one begins after it, whatever was added meanwhile. */
export interface Cursor {
  /** What the list is sorted by, and the row's number, which sorts what is equal. */
  readonly value: string | number;
  readonly row: number;
}

/** A page of a list that is asked for. */
export interface PageRequest {
  readonly limit: number;
  readonly after?: Cursor | undefined;
}

/** A page of a list. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Where it ends; undefined for the last one. */
  readonly end?: Cursor;
}

/** Rows of one table, in an order, those that meet every condition. */
export interface ListQuery {
  readonly table: string;
  readonly columns: string;
  /** Comparisons with `?` for a value; those whose value is undefined do not count. */
  readonly conditions: readonly (readonly [sql: string, value: string | number | undefined])[];
  readonly sortBy: string;
  readonly isDescending: boolean;
}

/** A page of a list. It reads what it gives and no more, when an index has the order. */
export function listPage<Row extends object>(
  database: StateDatabase,
  { table, columns, conditions, sortBy, isDescending }: ListQuery,
  { limit, after }: PageRequest,
): Page<Row> {
  const given = conditions.filter(([, value]) => value !== undefined);
  const order = isDescending ? 'DESC' : 'ASC';
  const where = [
    ...given.map(([sql]) => sql),
    ...(after ? [`(${sortBy}, ${table}.rowid) ${isDescending ? '<' : '>'} (?, ?)`] : []),
  ];
  const rows = database
    .prepare(
      `SELECT ${columns}, ${sortBy} AS "value", ${table}.rowid AS "row" FROM ${table}
       ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
       ORDER BY ${sortBy} ${order}, ${table}.rowid ${order} LIMIT ?`,
    )
    .all(...given.map(([, value]) => value), ...(after ? [after.value, after.row] : []), limit + 1) as (Row & Cursor)[];
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return rows.length > limit && last ? { rows: page, end: { value: last.value, row: last.row } } : { rows: page };
}

/** `text` for a LIKE with `ESCAPE '!'`: each of its characters stands for itself. */
export function likeText(text: string): string {
  return text.replaceAll(/[!%_]/g, '!$&');
}
