import type { Column } from './columns';
import type { Partitioning } from './partitions';

/** Rows of one shape in one folder of a dataset. */
export interface Table {
  /** Folder below the dataset's prefix; '' when the dataset has one table, at the prefix itself. */
  readonly folder: string;
  readonly description: string;
  /** Columns whose values tell rows apart. */
  readonly key: readonly string[];
  readonly columns: readonly Column[];
}

/** Formats in which a dataset's files may be. */
export type DatasetFormat = 'jsonl' | 'parquet';

/** Tables that one job writes together, under one prefix and with common commit records. */
export interface Dataset<Name extends string = string> {
  readonly name: Name;
  readonly description: string;
  readonly tables: Readonly<Record<string, Table>>;
  readonly partitioning: Partitioning;
  /** Formats that its JobSpec may name, the default first. */
  readonly formats: readonly [DatasetFormat, ...DatasetFormat[]];
  /** Written by something else than a job of ndr. */
  readonly external: boolean;
}

/** Declares a dataset. A table without a folder of its own lies at the prefix. */
export function defineDataset<const Name extends string>(
  dataset: Omit<Dataset<Name>, 'external' | 'formats'> & Partial<Pick<Dataset, 'external' | 'formats'>>,
): Dataset<Name> {
  return { external: false, formats: ['parquet'], ...dataset };
}
