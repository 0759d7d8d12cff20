import { Component, JsonFile, type Project } from 'projen';

/** Where the Python of all jobs lies: its environment, its tools' configuration, a folder a job. */
export const sparkJobsRoot = 'spark-jobs';

/** Target that makes the Python environment, or finds it up to date. */
export const pythonEnvironment = `${sparkJobsRoot}:python-environment`;

/** A Spark job: an entry script, its parts, its tests. It imports `ndr_spark` and never another job. */
export class SparkJob extends Component {
  constructor(project: Project, name: string) {
    super(project);
    new PythonProject(project, name, { implicitDependencies: ['ndr_spark'] });
  }
}

/** The Python library that the jobs share. */
export class SparkLibrary extends Component {
  constructor(project: Project, name: string) {
    super(project);
    new PythonProject(project, name, { implicitDependencies: [] });
  }
}

/** Nx project of a Python folder: ruff and mypy are its lint, pytest with real Spark its test. */
class PythonProject extends Component {
  constructor(project: Project, name: string, options: { readonly implicitDependencies: readonly string[] }) {
    super(project);
    const root = `${sparkJobsRoot}/${name}`;
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
        },
      },
    });
  }
}
