import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import type { DuckDBConnection } from '@duckdb/node-api';

/** Folder of the SQL files, the same from `src/oracle` and from `dist/oracle`: tsc does not copy them. */
const sqlFolder = resolve(__dirname, '../../src/oracle');

/** A value that SQL text can hold. */
export type SqlValue = string | number | boolean | null | readonly SqlValue[];

/** `value` as an SQL literal. */
export function literal(value: SqlValue): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (typeof value === 'object') return `[${value.map(literal).join(', ')}]`;
  return String(value);
}

/** `name` as an SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Sets the SQL variable `name`; `type` is needed where the literal may be empty or not of that type by itself. */
export async function setVariable(
  connection: DuckDBConnection,
  name: string,
  value: SqlValue,
  type: string,
): Promise<void> {
  await connection.run(`SET VARIABLE ${name} = CAST(${literal(value)} AS ${type})`);
}

/** Runs the statements of an SQL file of this folder. */
export async function runFile(connection: DuckDBConnection, name: string): Promise<void> {
  await connection.run(readFileSync(resolve(sqlFolder, name), 'utf8'));
}

/** The rows of a query, as JavaScript's own values. */
export async function queryRows(connection: DuckDBConnection, sql: string): Promise<Record<string, unknown>[]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowObjectsJS();
}
