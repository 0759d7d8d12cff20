import { Component, JsonFile, type Project, TomlFile } from 'projen';
import { sparkJobsRoot } from './spark-job';

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
        },
      },
    });
    new TomlFile(project, `${sparkJobsRoot}/pyproject.toml`, {
      obj: {
        tool: {
          ruff: {
            'line-length': 120,
            'target-version': 'py310',
            'extend-exclude': ['**/generated'],
            lint: {
              select: ['A', 'B', 'C4', 'D', 'E', 'F', 'I', 'N', 'PIE', 'PT', 'RET', 'RUF', 'SIM', 'UP', 'W'],
              // One style of docstring (Google's); Spark's functions and types are imported as F and T.
              ignore: ['D105', 'D107', 'N812'],
              pydocstyle: { convention: 'google' },
              'per-file-ignores': { '**/tests/**': ['D'] },
            },
          },
          mypy: {
            python_version: '3.10',
            strict: true,
            explicit_package_bases: true,
            mypy_path: ['ndr_spark'],
            overrides: [{ module: ['py4j.*', 'moto.*'], ignore_missing_imports: true }],
          },
          pytest: {
            ini_options: {
              addopts: '-q --strict-markers --import-mode=importlib -p no:cacheprovider',
              pythonpath: ['ndr_spark', 'delta_builder', 'fg_a_builder', 'pair_counts_builder'],
              xfail_strict: true,
            },
          },
        },
      },
    });
  }
}
