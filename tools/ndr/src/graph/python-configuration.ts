import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import { basename, dirname, posix } from 'node:path';
import type { PythonContents } from './python-contents';
import type { PythonProject } from './python-projects';

/** What decides the result of a target of Python. A page beside the code says what it does, and decides nothing. */
const namedInputs = {
  pythonDefault: ['{projectRoot}/**/*', '!{projectRoot}/**/*.md'],
  pythonProduction: ['pythonDefault', '!{projectRoot}/tests/**/*'],
};

/** What all projects in `parent` share: locked packages, settings of tools, what their tests start from. */
const shared = (parent: string) => [
  `{workspaceRoot}/${parent}/{requirements.txt,pyproject.toml,conftest.py,generated/*}`,
  { runtime: 'python3 --version' },
];

/** A job's modules lie below its folder, where mypy looks only when told; tests may import other jobs too. */
const everyFolder = `MYPYPATH="$(printf '%s:' */)"`;

/** Nx's project of a Python folder: ruff and mypy are its lint, pytest with real Spark its test; a wheel for others. */
export function pythonProjectConfiguration(
  { root, isJob, isDistribution }: PythonProject,
  { hasTests, isForTests }: PythonContents,
): ProjectConfiguration {
  const name = basename(root);
  const parent = dirname(root);
  const bin = `${posix.relative(parent, '.')}/.venv/bin`;
  const run = (...commands: string[]): TargetConfiguration => ({
    executor: 'nx:run-commands',
    dependsOn: [targetOf(parent, 'python-environment')],
    cache: true,
    inputs: ['pythonDefault', '^pythonProduction', ...shared(parent)],
    options: { cwd: parent, commands: commands.map((command) => `${command} ${name}`), parallel: false },
  });
  const lint = run(`${bin}/ruff check`, `${bin}/ruff format --check`, `${everyFolder} ${bin}/mypy`);
  return {
    root,
    name,
    projectType: isJob ? 'application' : 'library',
    tags: ['layer:job', 'lang:py', isJob ? 'python:job' : isForTests ? 'python:testing' : 'python:library'],
    namedInputs,
    targets: {
      lint: { ...lint, dependsOn: [targetOf(parent, 'boundaries'), ...(lint.dependsOn ?? [])] },
      ...(hasTests && { test: run(`${bin}/pytest`) }),
      ...(isDistribution && { wheel: wheel(root, parent) }),
    },
  };
}

/** What the folder of all jobs is beside what it declares: there the imports of all of them are checked at once. */
export function pythonParentConfiguration(parent: string): ProjectConfiguration {
  return {
    root: parent,
    name: basename(parent),
    targets: {
      // Never cached: the environment itself knows what it was made of.
      'python-environment': { command: environmentOf(`${parent}/requirements.txt`), cache: false },
      boundaries: {
        executor: 'ndr:python-boundaries',
        cache: true,
        inputs: [`{workspaceRoot}/${parent}/**/*.py`],
        metadata: { description: 'Whether jobs and libraries leave other jobs alone' },
      },
    },
  };
}

/** Makes `.venv` anew unless it is there and was made of the same requirements, of which it keeps a copy. */
function environmentOf(requirements: string): string {
  const copy = '.venv/requirements.txt';
  const make = [
    'python3 -m venv --clear .venv',
    `.venv/bin/pip install --quiet --requirement ${requirements}`,
    `cp ${requirements} ${copy}`,
  ];
  return `cmp -s ${requirements} ${copy} || { ${make.join(' && ')}; }`;
}

const wheel = (root: string, parent: string): TargetConfiguration => ({
  command: `.venv/bin/uv build --quiet --wheel --offline --out-dir ${root}/dist ${root}`,
  dependsOn: [targetOf(parent, 'python-environment')],
  cache: true,
  inputs: ['pythonProduction', ...shared(parent)],
  outputs: ['{projectRoot}/dist'],
});

/** A target of the project that the folder of all jobs is. */
const targetOf = (parent: string, target: string) => `${basename(parent)}:${target}`;
