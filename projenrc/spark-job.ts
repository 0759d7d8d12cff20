import { Component, type Project, TomlFile } from 'projen';
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
      requires: ['boto3>=1.26', 'pyspark>=3.5'],
    });
  }
}

interface PythonProjectOptions {
  readonly description: string;
  /** Distributions that whoever installs its wheel needs too. */
  readonly requires: readonly string[];
}

/** A folder of Python with a wheel for other projects; the plugin `ndr` infers the Nx project that it is. */
class PythonProject extends Component {
  constructor(project: Project, name: string, options: PythonProjectOptions) {
    super(project);
    new TomlFile(project, `${sparkJobsRoot}/${name}/pyproject.toml`, { obj: distribution(project, name, options) });
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
