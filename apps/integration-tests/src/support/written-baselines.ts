import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { DuckDBConnection } from '@duckdb/node-api';
import { commitRecord, type CommitRecord } from '@ndr/pipelines';

import { filesIn, type LocalProject } from './local-project';
import { compareTable, type TableDifference } from '../oracle';
import type { OracleSnapshot } from '../oracle/baselines';
import { literal } from '../oracle/sql';

/** The FG-B tables, each with its key. */
const keys = {
  host: ['host_ip', 'role', 'segment_id', 'time_band', 'window_label'],
  segment: ['segment_id', 'role', 'time_band', 'window_label'],
  global: ['role', 'time_band', 'window_label'],
  ip_metadata: ['host_ip', 'window_label'],
  pair_host: ['src_ip', 'dst_ip', 'dst_port'],
  pair_segment: ['segment_id', 'dst_ip', 'dst_port'],
} as const;

/** A committed snapshot. */
export interface WrittenSnapshot extends OracleSnapshot {
  readonly record: CommitRecord;
}

/** The committed snapshots of a project, by horizon and reference time. */
export function writtenSnapshots(project: LocalProject): readonly WrittenSnapshot[] {
  const folder = join(project.folderOf('fg_b'), '_commits', `feature_spec_version=${project.version}`);
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => {
      const [, horizon = ''] = /baseline_horizon=(\w+)$/.exec(entry.parentPath) ?? [];
      const [, day = ''] = /^baseline_end=(\S+)\.json$/.exec(entry.name) ?? [];
      const record = commitRecord.parse(JSON.parse(readFileSync(join(entry.parentPath, entry.name), 'utf8')));
      return { horizon, referenceTime: `${day}T00:00:00Z`, record };
    })
    .sort((a, b) => (a.horizon + a.referenceTime < b.horizon + b.referenceTime ? -1 : 1));
}

/** Where the tables of a project, of all its snapshots, differ from the oracle's. */
export async function differencesFromBaselines(
  connection: DuckDBConnection,
  project: LocalProject,
): Promise<TableDifference[]> {
  const found: TableDifference[] = [];
  for (const [table, key] of Object.entries(keys)) {
    found.push(
      ...(await compareTable(connection, {
        expected: `oracle_fg_b_${table}`,
        actual: committedBaselines(project, table),
        key: ['baseline_horizon', 'baseline_end', ...key],
      })),
    );
  }
  return found;
}

/** The rows of a table that commit records name, with their snapshot, as an SQL relation. */
export function committedBaselines(project: LocalProject, table: string): string {
  const prefix = project.folderOf('fg_b');
  const snapshots = writtenSnapshots(project).flatMap(({ horizon, referenceTime, record }) => {
    const files = (record.files[table] ?? []).map((file) => join(prefix, file));
    if (files.length === 0) return [];
    return [
      `SELECT ${literal(horizon)} AS baseline_horizon, CAST(${literal(referenceTime)} AS TIMESTAMP) AS baseline_end, *
       FROM read_parquet(${literal(files)}, hive_partitioning = false)`,
    ];
  });
  return `(${snapshots.join(' UNION ALL ')})`;
}

/** Files of data below the prefix that no commit record names, and named ones that are not there. */
export function strayFiles(project: LocalProject): readonly string[] {
  const prefix = project.folderOf('fg_b');
  const named = new Set(
    writtenSnapshots(project).flatMap(({ record }) =>
      Object.values(record.files).flatMap((files) => files.map((file) => join(prefix, file))),
    ),
  );
  const present = new Set(filesIn(prefix));
  return [...[...present].filter((file) => !named.has(file)), ...[...named].filter((file) => !present.has(file))];
}
