import type { DuckDBConnection } from '@duckdb/node-api';

/** A row as DuckDB gives it to JavaScript. */
export type Row = Readonly<Record<string, unknown>>;

/** A database in memory that reads Parquet files. */
export interface Database {
  /** Runs a statement for its effect. */
  run(sql: string): Promise<void>;
  /** The rows of a query; `values` stand for its `$name`s. */
  rows<R extends object = Row>(sql: string, values?: Readonly<Record<string, string | number>>): Promise<R[]>;
}

/** Lends a database of its own to `use`, and closes it. */
export async function withDatabase<T>(use: (database: Database) => Promise<T>): Promise<T> {
  // Loaded here: most commands need no database, and its binding takes a while.
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    return await use(databaseOver(connection));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function databaseOver(connection: DuckDBConnection): Database {
  return {
    async run(sql) {
      await connection.run(sql);
    },
    async rows<R extends object>(sql: string, values: Readonly<Record<string, string | number>> = {}) {
      const reader = await connection.runAndReadAll(sql, { ...values });
      return reader.getRowObjectsJS() as R[];
    },
  };
}

/** A text as an SQL literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Texts as an SQL list. */
export function listLiteral(texts: readonly string[]): string {
  return `[${texts.map(literal).join(', ')}]`;
}
