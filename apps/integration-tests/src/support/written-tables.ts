import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { filesIn, type LocalProject } from './local-project';
import { literal } from '../oracle/sql';

/** A table that the jobs write, with the oracle's table of the same content. */
export interface WrittenTable {
  readonly dataset: 'deltas' | 'fg_a' | 'pair_counts';
  /** Name in commit records. */
  readonly name: string;
  /** Folder below the dataset's prefix. */
  readonly folder: string;
  readonly oracle: string;
  readonly key: readonly string[];
}

const hostKey = ['host_ip', 'role', 'slice_start'];

/** The tables of the 15m pipeline. */
export const writtenTables: readonly WrittenTable[] = [
  { dataset: 'deltas', name: 'host', folder: 'host', oracle: 'oracle_deltas_host', key: hostKey },
  {
    dataset: 'deltas',
    name: 'peer',
    folder: 'peer',
    oracle: 'oracle_deltas_peer',
    key: [...hostKey, 'peer_ip', 'peer_port'],
  },
  {
    dataset: 'fg_a',
    name: 'fg_a',
    folder: '',
    oracle: 'oracle_fg_a',
    key: ['host_ip', 'role', 'window_label', 'window_end_ts'],
  },
  {
    dataset: 'pair_counts',
    name: 'pair_counts',
    folder: '',
    oracle: 'oracle_pair_counts',
    key: ['src_ip', 'dst_ip', 'dst_port', 'slice_start'],
  },
];

/** A commit record, as far as a reader of tables needs it. */
export interface SliceRecord {
  readonly slice_start: string;
  readonly mini_batch_id: string;
  readonly run_id: string;
  readonly rows: Readonly<Record<string, number>>;
  readonly totals: Readonly<Record<string, number>>;
  readonly files: Readonly<Record<string, readonly string[]>>;
}

/** Commit records of a dataset, in order of time. */
export function commitRecords(project: LocalProject, dataset: WrittenTable['dataset']): readonly SliceRecord[] {
  const folder = join(project.folderOf(dataset), '_commits');
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /^\d{4}\.json$/.test(entry.name))
    .map((entry) => JSON.parse(readFileSync(join(entry.parentPath, entry.name), 'utf8')) as SliceRecord)
    .sort((a, b) => (a.slice_start < b.slice_start ? -1 : 1));
}

/** The rows that commit records name, as an SQL relation. */
export function committedRows(project: LocalProject, { dataset, name }: WrittenTable): string {
  const prefix = project.folderOf(dataset);
  const files = commitRecords(project, dataset).flatMap((record) => record.files[name] ?? []);
  return parquet(files.map((file) => join(prefix, file)));
}

/** The rows that a reader sees who knows nothing of commit records, as an SQL relation. */
export function plainRows(project: LocalProject, { dataset, folder }: WrittenTable): string {
  return parquet(filesIn(join(project.folderOf(dataset), folder)));
}

const parquet = (files: readonly string[]) => `read_parquet(${literal(files)}, hive_partitioning = false)`;
