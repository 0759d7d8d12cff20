import { simulateTraffic } from '@ndr/traffic';

import { part, rounded } from './measure';
import { initJobSpecs, runBatch } from './pipeline-run';
import { newLocalProject, recordedBatches, removeProject, type LocalProject } from '../support/local-project';
import { oracleOfProject } from '../support/oracle-of-project';

const start = '2024-04-18T00:00:00Z';
const end = '2024-04-19T00:00:00Z';
const flowsASlice = 52_083;
const hosts = 2000;

/**
 * A day of five million flows as one range run, against DuckDB that writes the same tables from the same files in the
 * same run; and then one more batch with that day behind it, as in normal service.
 */
export async function dayOfFiveMillion(): Promise<unknown> {
  const project = newLocalProject('day');
  try {
    await simulateTraffic({ seed: 1, start, slices: 97, flowsASlice, hosts, attacks: 'none' }, project.integration);
    await initJobSpecs(project);
    const day = await part('day', runBatch(project, '--range', '--start', start, '--end', end));
    const next = recordedBatches(project).at(-1);
    const batch = ['--mini-batch', next?.miniBatchId ?? '', '--start', next?.start ?? '', '--end', next?.end ?? ''];
    const steadyState = await part('steadyState', runBatch(project, ...batch));
    const duckdb = await secondsOfDuckdb(project);
    return { day, steadyState, duckdb, timesDuckdb: rounded(day.seconds / duckdb) };
  } finally {
    removeProject(project);
  }
}

/** Seconds that DuckDB needs for the same tables of the same day, Parquet files included. */
async function secondsOfDuckdb(project: LocalProject): Promise<number> {
  const started = process.hrtime.bigint();
  const connection = await oracleOfProject(project, {}, { until: end });
  for (const table of ['deltas_host', 'deltas_peer', 'fg_a', 'pair_counts']) {
    await connection.run(`COPY oracle_${table} TO '${project.stateFolder}/${table}.parquet' (FORMAT parquet)`);
  }
  connection.closeSync();
  return rounded(Number(process.hrtime.bigint() - started) / 1e9);
}
