import { newLocalProject, recordedBatches, removeProject } from '../support/local-project';
import { ndr } from '../support/ndr-program';
import { differencesFromOracle, oracleOfProject } from '../support/oracle-of-project';
import { realData } from '../support/real-data';

jest.setTimeout(15 * 60_000);

const log = realData('ctu13-s11_argus.binetflow.gz');

(log.isThere ? describe : describe.skip)(`a campus's quarter hour of Argus flows${log.note}`, () => {
  const internalNetworks = ['147.32.0.0/16'];
  const project = newLocalProject('ctu13');
  const named = ['--project', project.name, '--version', project.version];
  afterAll(() => removeProject(project));

  it('gives the cells that the formulas give', async () => {
    const networks = `internal_networks=${JSON.stringify(internalNetworks)}`;
    expect((await ndr(project.stateFolder, 'job-specs', 'init', ...named, '--set', networks)).failure).toBe('');
    expect(
      (await ndr(project.stateFolder, 'ingest', 'argus-binetflow', log.path, ...named, '--time-zone', 'Europe/Prague'))
        .failure,
    ).toBe('');
    const batches = recordedBatches(project);
    const range = ['--start', batches[0]?.start ?? '', '--end', batches.at(-1)?.end ?? ''];
    expect((await ndr(project.stateFolder, 'run-batch', ...named, '--range', ...range)).failure).toBe('');

    const connection = await oracleOfProject(project, { internal_networks: internalNetworks });
    expect(await differencesFromOracle(connection, project)).toEqual([]);
  });
});
