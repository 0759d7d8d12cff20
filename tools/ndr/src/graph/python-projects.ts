import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import { basename, dirname, posix } from 'node:path';

/** A folder of Python that is a project: a Spark job, which has an entry script, or a library that jobs share. */
export interface PythonProject {
  readonly root: string;
  /** The file that makes it one. */
  readonly declaredBy: string;
  readonly isJob: boolean;
  /** It says in a pyproject.toml how its wheel is built. */
  readonly isDistribution: boolean;
}

/** The projects among `files`, which lie directly in folders of `parent`: a pyproject.toml or a run_<job>.py makes one. */
export function pythonProjects(files: readonly string[], parent: string): readonly PythonProject[] {
  const makers = files.filter((file) => dirname(dirname(file)) === parent && isMaker(basename(file)));
  return [...new Set(makers.map((file) => dirname(file)))].sort().map((root) => {
    const own = makers.filter((file) => dirname(file) === root).sort();
    const names = own.map((file) => basename(file));
    const isDistribution = names.includes('pyproject.toml');
    return { root, declaredBy: own[0] ?? root, isDistribution, isJob: names.some(isEntryScript) };
  });
}

/** Job that an entry script starts: `delta_builder` of `run_delta_builder`. */
export const jobOfScript = (module: string) => module.replace(/^run_/, '');

const isEntryScript = (name: string) => /^run_\w+\.py$/.test(name);
const isMaker = (name: string) => name === 'pyproject.toml' || isEntryScript(name);

/** Nx's project of a Python folder: ruff and mypy are its lint, pytest with real Spark its test; a wheel for others. */
export function pythonProjectConfiguration({ root, isJob, isDistribution }: PythonProject): ProjectConfiguration {
  const name = basename(root);
  const parent = dirname(root);
  const bin = `${posix.relative(parent, '.')}/.venv/bin`;
  const run = (...commands: string[]): TargetConfiguration => ({
    executor: 'nx:run-commands',
    dependsOn: [environment(parent)],
    cache: true,
    inputs: ['pythonDefault', '^pythonProduction', 'python'],
    options: {
      cwd: parent,
      commands: commands.map((command) => `${bin}/${command} ${name}`),
      parallel: false,
      // The folder holds the package that its scripts and tests import; no configuration names each job.
      env: { MYPYPATH: name },
    },
  });
  return {
    root,
    name,
    projectType: isJob ? 'application' : 'library',
    tags: ['layer:job', 'lang:py', isJob ? 'python:job' : 'python:library'],
    targets: {
      lint: {
        ...run('ruff check', 'ruff format --check', 'mypy'),
        dependsOn: [`${basename(parent)}:boundaries`, environment(parent)],
      },
      test: run('pytest'),
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
      boundaries: {
        executor: 'ndr:python-boundaries',
        cache: true,
        inputs: [`{workspaceRoot}/${parent}/**/*.py`],
        metadata: { description: 'Whether jobs and libraries leave other jobs alone' },
      },
    },
  };
}

const wheel = (root: string, parent: string): TargetConfiguration => ({
  command: `.venv/bin/uv build --quiet --wheel --offline --out-dir ${root}/dist ${root}`,
  dependsOn: [environment(parent)],
  cache: true,
  inputs: ['pythonProduction', 'python'],
  outputs: ['{projectRoot}/dist'],
});

/** Target that makes the Python environment, or finds it up to date: of the project that is the parent folder. */
const environment = (parent: string) => `${basename(parent)}:python-environment`;
