import { readLocalStatus } from '@ndr/local-sagemaker';

import { layDownDays, type HistorySize } from './baseline-history';
import { rounded } from './measure';
import { initJobSpecs, measureNdr, named } from './pipeline-run';
import { statisticsBySorting } from './statistics-by-sorting';
import { defaultBaselineSettings } from '../oracle/baseline-settings';
import { computeBaselines, type OracleSnapshot } from '../oracle/baselines';
import { emptyDatabase } from '../oracle/written-batches';
import { newLocalProject, removeProject, type LocalProject } from '../support/local-project';
import { committedRows, writtenTables } from '../support/written-tables';

/** What building baselines cost. */
export interface BaselineRun {
  /** From the command's start to its end. */
  readonly seconds: number;
  /** Seconds of the step, the job alone. */
  readonly stepSeconds: number;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

/** Carries out `task` over a project with a history, and removes it. */
export async function withHistory<Result>(
  size: HistorySize,
  task: (project: LocalProject) => Promise<Result>,
): Promise<Result> {
  const project = newLocalProject('history');
  try {
    await layDownDays(project, size);
    await initJobSpecs(project);
    return await task(project);
  } finally {
    removeProject(project);
  }
}

/** Builds baselines with the options of `ndr baselines`, and measures it. */
export async function runBaselines(project: LocalProject, ...options: readonly string[]): Promise<BaselineRun> {
  const cost = await measureNdr(project, 'baselines', ...named(project), ...options);
  const step = readLocalStatus(project.stateFolder).executions[0]?.steps[0];
  const stepSeconds = step ? (Date.parse(step.endTime ?? step.startTime) - Date.parse(step.startTime)) / 1000 : 0;
  return {
    seconds: cost.seconds,
    stepSeconds: rounded(stepSeconds),
    cpuSeconds: cost.cpuSeconds,
    peakMegabytes: cost.peakMegabytes,
  };
}

/** Both horizons up to a reference time. */
export const bothSnapshots = (reference: string): readonly OracleSnapshot[] =>
  ['7d', '30d'].map((horizon) => ({ horizon, referenceTime: reference }));

/** What one process of DuckDB and arrays in memory needs for the same tables over the same files, Parquet files included. */
export async function baselinesByDuckdb(
  project: LocalProject,
  snapshots: readonly OracleSnapshot[],
): Promise<{ readonly seconds: number; readonly cpuSeconds: number }> {
  const [fgA, pairCounts] = ['fg_a', 'pair_counts'].map((dataset) => {
    const table = writtenTables.find((each) => each.dataset === dataset);
    return table ? committedRows(project, table) : '';
  });
  const started = process.hrtime.bigint();
  const cpu = process.cpuUsage();
  const connection = await emptyDatabase();
  await computeBaselines(
    connection,
    {
      ...{ fgA: fgA ?? '', pairCounts: pairCounts ?? '' },
      ...{ snapshots, settings: defaultBaselineSettings },
    },
    statisticsBySorting,
  );
  for (const table of ['host', 'segment', 'global', 'ip_metadata', 'pair_host', 'pair_segment']) {
    await connection.run(`COPY oracle_fg_b_${table} TO '${project.stateFolder}/${table}.parquet' (FORMAT parquet)`);
  }
  connection.closeSync();
  const { user, system } = process.cpuUsage(cpu);
  return {
    seconds: rounded(Number(process.hrtime.bigint() - started) / 1e9),
    cpuSeconds: rounded((user + system) / 1e6),
  };
}
