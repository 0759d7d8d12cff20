import { join } from 'node:path/posix';
import { readNxJson, type Tree } from '@nx/devkit';
import { pluginOptions } from '../plugin-options';

/** A column of a table, as the model has it. */
export interface ColumnFacts {
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
}

/** A table of a dataset, as the model has it. */
export interface TableFacts {
  readonly dataset: string;
  readonly name: string;
  /** Its constant in Python. */
  readonly constant: string;
  readonly key: readonly string[];
  /** Columns of its folders: `dt`, `hh` and `mm` where a slice has a folder. */
  readonly partitionColumns: readonly string[];
  readonly columns: readonly ColumnFacts[];
}

/**
 * The tables of the model, from the module of them that derives from it: their columns are computed in TypeScript, and
 * reading this file costs no run of it.
 */
export function pythonTables(tree: Tree): readonly TableFacts[] {
  const { pythonFolder } = pluginOptions(readNxJson(tree));
  const text = tree.read(join(pythonFolder, 'tables.py'), 'utf-8') ?? '';
  return [...text.matchAll(/^(\w+) = Table\(\n([\s\S]*?)^\)$/gm)].map(([, constant = '', body = '']) => ({
    constant,
    dataset: /dataset="([^"]*)"/.exec(body)?.[1] ?? '',
    name: /\bname="([^"]*)"/.exec(body)?.[1] ?? '',
    key: quoted(/\bkey=\((.*)\)/.exec(body)?.[1] ?? ''),
    partitionColumns: quoted(/partition_columns=\((.*)\)/.exec(body)?.[1] ?? ''),
    columns: [...body.matchAll(/Column\("([^"]*)", "([^"]*)"(, nullable=True)?\)/g)].map(
      ([, name = '', type = '', nullable]) => ({ name, type, isNullable: nullable !== undefined }),
    ),
  }));
}

const quoted = (text: string) => [...text.matchAll(/"([^"]*)"/g)].map(([, value = '']) => value);
