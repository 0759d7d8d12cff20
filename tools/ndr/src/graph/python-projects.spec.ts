import { pythonParentConfiguration, pythonProjectConfiguration } from './python-configuration';
import { pythonProjects } from './python-projects';

const sum = { root: 'jobs/sum', declaredBy: 'jobs/sum/pyproject.toml', isJob: true, isDistribution: true };

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
  const { name, targets = {} } = pythonProjectConfiguration(sum);
  expect(name).toBe('sum');
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
  expect(pythonProjectConfiguration({ ...sum, isDistribution: false }).targets).not.toHaveProperty('wheel');
});

it('are linted and tested anew when code changes, theirs or that of their libraries, and not when a page does', () => {
  const { targets = {}, namedInputs } = pythonProjectConfiguration(sum);
  expect(namedInputs).toEqual({
    pythonDefault: ['{projectRoot}/**/*', '!{projectRoot}/**/*.md'],
    pythonProduction: ['pythonDefault', '!{projectRoot}/tests/**/*'],
  });
  for (const target of [targets.lint, targets.test]) {
    expect(target?.inputs?.slice(0, 2)).toEqual(['pythonDefault', '^pythonProduction']);
  }
});

it('lie in a folder whose jobs, however deep, have their python and their bounds', () => {
  expect(pythonProjectConfiguration({ ...sum, root: 'team/jobs/sum' }).targets?.test).toMatchObject({
    dependsOn: ['jobs:python-environment'],
    options: { cwd: 'team/jobs', commands: ['../../.venv/bin/pytest sum'] },
  });
  expect(pythonParentConfiguration('team/jobs')).toMatchObject({ root: 'team/jobs', name: 'jobs' });
});
