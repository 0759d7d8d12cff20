import { newLocalProject, recordedBatches, removeProject } from '../support/local-project';
import { ndr } from '../support/ndr-program';
import { differencesFromOracle, oracleOfProject } from '../support/oracle-of-project';
import { realData } from '../support/real-data';
import { commitRecords } from '../support/written-tables';

jest.setTimeout(15 * 60_000);

const log = realData('rita-3day_zeek-conn.log.gz');

(log.isThere ? describe : describe.skip)(`a server's three days of Zeek logs${log.note}`, () => {
  const internalNetworks = ['64.225.56.201/32'];
  const project = newLocalProject('rita');
  const named = ['--project', project.name, '--version', project.version];

  beforeAll(async () => {
    const networks = `internal_networks=${JSON.stringify(internalNetworks)}`;
    expect((await ndr(project.stateFolder, 'job-specs', 'init', ...named, '--set', networks)).failure).toBe('');
    expect((await ndr(project.stateFolder, 'ingest', 'zeek-conn', log.path, ...named)).failure).toBe('');
    const range = ['--start', '2024-04-18T00:00:00Z', '--end', '2024-04-23T00:00:00Z'];
    expect((await ndr(project.stateFolder, 'run-batch', ...named, '--range', ...range)).failure).toBe('');
  });
  afterAll(() => removeProject(project));

  it('covers the log without a gap', () => {
    const batches = recordedBatches(project);
    expect(batches).toHaveLength(289);
    for (const [index, { start }] of batches.entries()) {
      if (index > 0) expect(start).toBe(batches[index - 1]?.end);
    }
  });

  it('gives the cells that the formulas give', async () => {
    const connection = await oracleOfProject(project, { internal_networks: internalNetworks });
    expect(await differencesFromOracle(connection, project)).toEqual([]);
  });

  it('loses no flow between the log and the tables', () => {
    const records = commitRecords(project, 'deltas');
    expect(records).toHaveLength(289);
    const accepted = records.reduce((sum, { totals }) => sum + (totals.rows_accepted ?? 0), 0);
    expect(accepted).toBe(105_918);
  });
});
