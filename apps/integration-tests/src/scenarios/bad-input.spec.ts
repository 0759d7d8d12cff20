import { newLocalProject, removeProject, type LocalProject } from '../support/local-project';
import { ndr } from '../support/ndr-program';

// The first call of the program may have to build it.
jest.setTimeout(120_000);

const end = '2024-04-19T10:30:00Z';

let project: LocalProject;
const named = () => ['--project', project.name, '--version', project.version];

beforeAll(() => {
  project = newLocalProject('office');
});
afterAll(() => removeProject(project));

it('names the command that writes the JobSpecs of a project that has none', async () => {
  const range = ['--range', '--start', '2024-04-19T10:00:00Z', '--end', end];
  const { exitCode, stderr } = await ndr(project.stateFolder, 'run-batch', ...named(), ...range);
  expect(exitCode).toBe(1);
  expect(stderr).toContain('job-spec.missing');
  expect(stderr).toContain('ndr job-specs init');
});

it('refuses bounds off the quarter hour before anything starts', async () => {
  expect((await ndr(project.stateFolder, 'job-specs', 'init', ...named())).failure).toBe('');
  const bounds = ['--start', '2024-04-19T10:05:00Z', '--end', end];
  const { exitCode, stderr } = await ndr(project.stateFolder, 'run-batch', ...named(), '--range', ...bounds);
  expect(exitCode).toBe(64);
  expect(stderr).toContain('--start');
});
