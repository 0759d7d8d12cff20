import { NdrError } from '@ndr/core';
import type { CommitRecord } from '@ndr/pipelines';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { listLiteral } from './database';

/** Commit records with the prefix that their paths lie below. */
export interface Committed {
  readonly prefix: string;
  readonly records: readonly CommitRecord[];
}

/** Files of a table that `committed` names. */
export function filesOf({ prefix, records }: Committed, table: string): readonly string[] {
  return records.flatMap(({ files }) => (files[table] ?? []).map((file) => join(prefix, file)));
}

/** An SQL relation of the rows in `files`; undefined without a file, which Parquet readers refuse. */
export function parquetRows(files: readonly string[]): string | undefined {
  return files.length === 0 ? undefined : `read_parquet(${listLiteral(files)}, hive_partitioning = false)`;
}

/** What a reader reads. */
export interface Sources {
  readonly committed: readonly Committed[];
}

/**
 * Reads what commit records name. A run may replace records and delete the former files meanwhile: when a file is gone,
 * the records are read again.
 * @throws NdrError `findings.unreadable` when the same records name a file that is not there
 */
export async function readCommitted<S extends Sources, T>(
  find: () => Promise<S>,
  read: (sources: S) => Promise<T>,
): Promise<T> {
  let sources = await find();
  for (;;) {
    try {
      return await read(sources);
    } catch (error) {
      const missing = missingFile(sources);
      if (missing === undefined) throw error;
      const again = await find();
      if (JSON.stringify(again.committed) === JSON.stringify(sources.committed)) throw gone(missing);
      sources = again;
    }
  }
}

function missingFile(sources: Sources): string | undefined {
  const named = sources.committed.flatMap(({ prefix, records }) =>
    records.flatMap(({ files }) => Object.values(files).flatMap((paths) => paths.map((path) => join(prefix, path)))),
  );
  return named.find((file) => !existsSync(file));
}

function gone(place: string): NdrError {
  return new NdrError({
    code: 'findings.unreadable',
    place,
    cause: 'a commit record names this file, and it does not exist',
    remedy: 'Run the job that writes it again over the same slices: it replaces files and records.',
  });
}
