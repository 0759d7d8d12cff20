import { NdrError } from '@ndr/core';
import { baselineHorizons, type BaselineHorizon } from '@ndr/pipelines';
import { join } from 'node:path';
import { namesIn, readRecord } from '../tables/commit-records';
import { readCommitted, type Committed } from '../tables/committed';
import { withDatabase, type Database } from '../tables/database';
import type { ProjectTables } from '../tables/project-tables';

/** A committed baseline: which horizon, its reference time, and what exists of it. */
export interface Snapshot extends Committed {
  readonly horizon: BaselineHorizon;
  /** Reference time, as the record's file is called: `2024-05-22`. */
  readonly end: string;
}

/** Which snapshot is wanted: the newest of the 7d horizon, else of 30d, unless said. */
export interface SnapshotChoice {
  readonly horizon?: BaselineHorizon | undefined;
  /** Only snapshots whose reference time is at or before this instant. */
  readonly notAfter?: Date | undefined;
}

/** The newest committed snapshot of `choice`; of the 7d horizon before 30d, since it is nearer to what is judged. */
export async function findSnapshot(tables: ProjectTables, choice: SnapshotChoice): Promise<Snapshot | undefined> {
  const horizons = choice.horizon === undefined ? baselineHorizons : [choice.horizon];
  for (const horizon of horizons) {
    const folder = join(
      tables.fgB,
      '_commits',
      `feature_spec_version=${tables.version}`,
      `baseline_horizon=${horizon}`,
    );
    const ends = (await namesIn(folder)).flatMap(
      (name) => /^baseline_end=(\d{4}-\d\d-\d\d)\.json$/.exec(name)?.[1] ?? [],
    );
    const latest = choice.notAfter?.getTime() ?? Infinity;
    const eligible = ends.filter((end) => Date.parse(end) <= latest).sort();
    for (const end of eligible.reverse()) {
      const record = await readRecord(join(folder, `baseline_end=${end}.json`));
      if (record) return { horizon, end, prefix: tables.fgB, records: [record] };
    }
  }
  return undefined;
}

/**
 * Reads a snapshot in a database of its own; again when a run replaces the snapshot meanwhile.
 * @throws NdrError `findings.no-baseline` when none is committed, `findings.unreadable`
 */
export async function readSnapshot<T>(
  tables: ProjectTables,
  choice: SnapshotChoice,
  read: (database: Database, snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  const find = async () => {
    const snapshot = await requireSnapshot(tables, choice);
    return { snapshot, committed: [snapshot] };
  };
  return readCommitted(find, ({ snapshot }) => withDatabase((database) => read(database, snapshot)));
}

async function requireSnapshot(tables: ProjectTables, choice: SnapshotChoice): Promise<Snapshot> {
  const snapshot = await findSnapshot(tables, choice);
  if (snapshot) return snapshot;
  const { horizon = baselineHorizons.join(' or '), notAfter } = choice;
  throw new NdrError({
    code: 'findings.no-baseline',
    place: tables.fgB,
    cause: `no ${horizon} baseline of version ${tables.version} is committed${notAfter ? ` at or before ${notAfter.toISOString()}` : ''}`,
    remedy: 'Build one: ndr baselines --project P --version V --horizon both --end ISO.',
  });
}
