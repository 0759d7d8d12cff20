import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pythonParentConfiguration, pythonProjectConfiguration } from './python-configuration';
import { pythonContents } from './python-contents';
import { pythonProjects } from './python-projects';

const sum = { root: 'jobs/sum', declaredBy: 'jobs/sum/pyproject.toml', isJob: true, isDistribution: true };
const tested = { hasTests: true, isForTests: false };

it('are the folders that a manifest or an entry script makes one, directly below that of all jobs', () => {
  const files = [
    'jobs/pyproject.toml',
    'jobs/sum/run_sum.py',
    'jobs/sum/pyproject.toml',
    'jobs/rank/run_rank.py',
    'jobs/shared/pyproject.toml',
    'jobs/sum/tests/run_other.py',
    'jobs/notes/runs.py',
    'apps/clients/pyproject.toml',
  ];
  expect(pythonProjects(files, 'jobs')).toEqual([
    { root: 'jobs/rank', declaredBy: 'jobs/rank/run_rank.py', isJob: true, isDistribution: false },
    { root: 'jobs/shared', declaredBy: 'jobs/shared/pyproject.toml', isJob: false, isDistribution: true },
    sum,
  ]);
});

it('are linted and tested in the environment of all jobs, and have a wheel', () => {
  const { name, tags, targets = {} } = pythonProjectConfiguration(sum, tested);
  expect(name).toBe('sum');
  expect(tags).toEqual(['layer:job', 'lang:py', 'python:job']);
  expect(targets.lint).toMatchObject({
    dependsOn: ['jobs:boundaries', 'jobs:python-environment'],
    options: {
      cwd: 'jobs',
      commands: [
        '../.venv/bin/ruff check sum',
        '../.venv/bin/ruff format --check sum',
        expect.stringMatching(/ \.\.\/\.venv\/bin\/mypy sum$/),
      ],
    },
  });
  expect(targets.test).toMatchObject({
    dependsOn: ['jobs:python-environment'],
    options: { cwd: 'jobs', commands: ['../.venv/bin/pytest sum'] },
  });
  expect(targets.wheel?.command).toBe('.venv/bin/uv build --quiet --wheel --offline --out-dir jobs/sum/dist jobs/sum');
  expect(pythonProjectConfiguration({ ...sum, isDistribution: false }, tested).targets).not.toHaveProperty('wheel');
});

it('have no tests to run where there are none, and say when they are there for tests', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ndr-python-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('jobs/shared/pyproject.toml', '[project]\nname = "shared"\n');
  write('jobs/testing/pyproject.toml', 'classifiers = [ "Framework :: Pytest" ]\n');
  write('jobs/testing/tests/test_it.py', '');
  const configurations = pythonProjects(['jobs/shared/pyproject.toml', 'jobs/testing/pyproject.toml'], 'jobs').map(
    (project) => pythonProjectConfiguration(project, pythonContents(folder, project)),
  );
  rmSync(folder, { recursive: true });
  expect(configurations.map(({ tags, targets = {} }) => [tags?.at(-1), Object.keys(targets)])).toEqual([
    ['python:library', ['lint', 'wheel']],
    ['python:testing', ['lint', 'test', 'wheel']],
  ]);
});

it('are linted and tested anew when code changes, theirs or that of their libraries, and not when a page does', () => {
  const { targets = {}, namedInputs } = pythonProjectConfiguration(sum, tested);
  expect(namedInputs).toEqual({
    pythonDefault: ['{projectRoot}/**/*', '!{projectRoot}/**/*.md'],
    pythonProduction: ['pythonDefault', '!{projectRoot}/tests/**/*'],
  });
  for (const target of [targets.lint, targets.test]) {
    expect(target?.inputs?.slice(0, 2)).toEqual(['pythonDefault', '^pythonProduction']);
  }
});

it('lie in a folder whose jobs, however deep, have their python and their bounds', () => {
  expect(pythonProjectConfiguration({ ...sum, root: 'team/jobs/sum' }, tested).targets?.test).toMatchObject({
    dependsOn: ['jobs:python-environment'],
    options: { cwd: 'team/jobs', commands: ['../../.venv/bin/pytest sum'] },
  });
  expect(pythonParentConfiguration('team/jobs')).toMatchObject({ root: 'team/jobs', name: 'jobs' });
});
