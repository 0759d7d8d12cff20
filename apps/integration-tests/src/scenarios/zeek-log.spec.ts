import type { DuckDBConnection } from '@duckdb/node-api';

import { defaultBaselineSettings, type BaselineSettings } from '../oracle/baseline-settings';
import { computeBaselines } from '../oracle/baselines';
import { newLocalProject, recordedBatches, removeProject } from '../support/local-project';
import { ndr } from '../support/ndr-program';
import { differencesFromOracle, oracleOfProject } from '../support/oracle-of-project';
import { realData } from '../support/real-data';
import { differencesFromBaselines, writtenSnapshots } from '../support/written-baselines';
import { commitRecords } from '../support/written-tables';

jest.setTimeout(15 * 60_000);

const log = realData('rita-3day_zeek-conn.log.gz');

(log.isThere ? describe : describe.skip)(`a server's three days of Zeek logs${log.note}`, () => {
  const internalNetworks = ['64.225.56.201/32'];
  const project = newLocalProject('rita');
  const named = ['--project', project.name, '--version', project.version];
  // As much history as there is, up to the midnight behind it.
  const shortHorizons: BaselineSettings['horizons'] = {
    '7d': { horizon_days: 2, safety_gap_days: 0, support_min: 20, support_min_by_metric: {} },
    '30d': { horizon_days: 4, safety_gap_days: 0, support_min: 50, support_min_by_metric: {} },
  };
  let oracle: DuckDBConnection;

  beforeAll(async () => {
    const settings = Object.entries({ internal_networks: internalNetworks, horizons: shortHorizons });
    const set = settings.flatMap(([name, value]) => ['--set', `${name}=${JSON.stringify(value)}`]);
    expect((await ndr(project.stateFolder, 'job-specs', 'init', ...named, ...set)).failure).toBe('');
    expect((await ndr(project.stateFolder, 'ingest', 'zeek-conn', log.path, ...named)).failure).toBe('');
    const range = ['--start', '2024-04-18T00:00:00Z', '--end', '2024-04-23T00:00:00Z'];
    expect((await ndr(project.stateFolder, 'run-batch', ...named, '--range', ...range)).failure).toBe('');
    oracle = await oracleOfProject(project, { internal_networks: internalNetworks });
  });
  afterAll(() => {
    oracle.closeSync();
    removeProject(project);
  });

  it('covers the log without a gap', () => {
    const batches = recordedBatches(project);
    expect(batches).toHaveLength(289);
    for (const [index, { start }] of batches.entries()) {
      if (index > 0) expect(start).toBe(batches[index - 1]?.end);
    }
  });

  it('gives the cells that the formulas give', async () => {
    expect(await differencesFromOracle(oracle, project)).toEqual([]);
  });

  it('loses no flow between the log and the tables', () => {
    const records = commitRecords(project, 'deltas');
    expect(records).toHaveLength(289);
    const accepted = records.reduce((sum, { totals }) => sum + (totals.rows_accepted ?? 0), 0);
    expect(accepted).toBe(105_918);
  });

  it('gives the baselines that the formulas give', async () => {
    const referenceTime = '2024-04-22T00:00:00Z';
    const baselines = ['baselines', ...named, '--horizon', 'both', '--end', referenceTime];
    expect((await ndr(project.stateFolder, ...baselines)).failure).toBe('');
    await computeBaselines(oracle, {
      fgA: 'oracle_fg_a',
      pairCounts: 'oracle_pair_counts',
      snapshots: Object.keys(shortHorizons).map((horizon) => ({ horizon, referenceTime })),
      settings: { ...defaultBaselineSettings, horizons: shortHorizons },
    });
    expect(await differencesFromBaselines(oracle, project)).toEqual([]);
    expect(writtenSnapshots(project).map(({ record }) => record.rows.host ?? 0)).not.toContain(0);
  });
});
