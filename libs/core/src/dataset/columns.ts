/** Types of columns, in Spark's names. */
export type ColumnType = 'string' | 'int' | 'long' | 'double' | 'timestamp' | 'date' | 'boolean';

/** A column of a table. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** Whether it may be null; false unless said. */
  readonly nullable: boolean;
  /** What it holds, with its unit or formula. */
  readonly description: string;
}

type ColumnText = string | { readonly description: string; readonly nullable?: boolean };

/** Columns of one type, from their names and descriptions. */
export function columns(type: ColumnType, described: Readonly<Record<string, ColumnText>>): readonly Column[] {
  return Object.entries(described).map(([name, text]) => {
    const { description, nullable = false } = typeof text === 'string' ? { description: text } : text;
    return { name, type, nullable, description };
  });
}
