import { Component, JsonFile, type Project, TomlFile } from 'projen';
import { minimumPythonVersion, workspaceVersion } from './versions';

/** Where the Python of all jobs lies: its environment, its tools' configuration, a folder a job. */
export const sparkJobsRoot = 'spark-jobs';

/** Target that makes the Python environment, or finds it up to date. */
export const pythonEnvironment = `${sparkJobsRoot}:python-environment`;

/** A Spark job: an entry script, its parts, its tests. It imports `ndr_spark` and never another job. */
export class SparkJob extends Component {
  constructor(project: Project, name: string) {
    super(project);
    new PythonProject(project, name, {
      description: `The parts of the Spark job ${name}.`,
      implicitDependencies: ['ndr_spark'],
      requires: [`ndr-spark==${workspaceVersion(project)}`],
    });
  }
}

/** The Python library that the jobs share. */
export class SparkLibrary extends Component {
  constructor(project: Project, name: string) {
    super(project);
    new PythonProject(project, name, {
      description: 'What the Spark jobs of NDR share.',
      implicitDependencies: [],
      requires: ['boto3>=1.26', 'pyspark>=3.5'],
    });
  }
}

interface PythonProjectOptions {
  readonly description: string;
  readonly implicitDependencies: readonly string[];
  /** Distributions that whoever installs its wheel needs too. */
  readonly requires: readonly string[];
}

/** Nx project of a Python folder: ruff and mypy are its lint, pytest with real Spark its test; a wheel for other projects. */
class PythonProject extends Component {
  constructor(project: Project, name: string, options: PythonProjectOptions) {
    super(project);
    const root = `${sparkJobsRoot}/${name}`;
    new TomlFile(project, `${root}/pyproject.toml`, { obj: distribution(project, name, options) });
    const run = (...commands: string[]) => ({
      executor: 'nx:run-commands',
      dependsOn: [pythonEnvironment],
      inputs: ['default', '^production', 'python'],
      options: { cwd: sparkJobsRoot, commands, parallel: false },
    });
    new JsonFile(project, `${root}/project.json`, {
      obj: {
        $schema: '../../node_modules/nx/schemas/project-schema.json',
        name,
        tags: ['layer:job', 'lang:py'],
        implicitDependencies: options.implicitDependencies,
        targets: {
          lint: run(
            `../.venv/bin/ruff check ${name}`,
            `../.venv/bin/ruff format --check ${name}`,
            `../.venv/bin/mypy ${name}`,
          ),
          test: run(`../.venv/bin/pytest ${name}`),
          wheel: {
            command: `.venv/bin/uv build --quiet --wheel --offline --out-dir ${root}/dist ${root}`,
            dependsOn: [pythonEnvironment],
            cache: true,
            inputs: ['production', 'python'],
            outputs: ['{projectRoot}/dist'],
          },
        },
      },
    });
  }
}

/** `pyproject.toml` of a wheel. Its backend is part of uv, and gives the same bytes for the same sources. */
function distribution(project: Project, name: string, { description, requires }: PythonProjectOptions): unknown {
  return {
    project: {
      name: `ndr-${name.replace(/^ndr_/, '').replaceAll('_', '-')}`,
      version: workspaceVersion(project),
      description,
      license: 'Apache-2.0',
      'requires-python': `>=${minimumPythonVersion}`,
      dependencies: requires,
    },
    'build-system': { requires: ['uv_build>=0.13.9,<0.14'], 'build-backend': 'uv_build' },
    tool: { uv: { 'build-backend': { 'module-name': name, 'module-root': '' } } },
  };
}
