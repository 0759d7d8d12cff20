import { Component, JsonFile, type Project, TomlFile } from 'projen';
import { pythonEnvironment } from './spark-job';

const root = 'apps/python-clients';
const environment = '.venv-clients';

/** Resolves requirements.in for every Python that is supported; the file names itself, not where packages came from. */
const lockCommand = [
  '.venv/bin/uv pip compile --quiet --universal --python-version 3.10 --generate-hashes --no-emit-index-url',
  "--custom-compile-command 'npx nx run python-clients:lock'",
  `--output-file ${root}/requirements.txt ${root}/requirements.in`,
].join(' ');

/** Tests that drive the local SageMaker with Python's own clients, in an environment of their own. */
export class PythonClients extends Component {
  constructor(project: Project) {
    super(project);
    new JsonFile(project, `${root}/project.json`, {
      obj: {
        $schema: '../../node_modules/nx/schemas/project-schema.json',
        name: 'python-clients',
        tags: ['layer:app', 'lang:py'],
        implicitDependencies: ['deploy'],
        targets: {
          // Never cached: the environment itself knows by its stamp whether it is up to date.
          environment: {
            command: `node ${root}/make-environment.cjs`,
            dependsOn: ['local-sagemaker:build'],
            cache: false,
          },
          lock: { command: lockCommand, dependsOn: [pythonEnvironment], cache: false },
          lint: {
            executor: 'nx:run-commands',
            dependsOn: [pythonEnvironment],
            options: {
              cwd: root,
              commands: ['../../.venv/bin/ruff check .', '../../.venv/bin/ruff format --check .'],
              parallel: false,
            },
            inputs: ['default', 'python'],
          },
          test: {
            command: `../../${environment}/bin/python -m pytest`,
            options: { cwd: root },
            dependsOn: ['environment', pythonEnvironment, 'deploy:build'],
            inputs: ['default', '^production', 'python', { runtime: 'node --version' }],
          },
        },
      },
    });
    new TomlFile(project, `${root}/pyproject.toml`, {
      obj: {
        tool: {
          ruff: {
            extend: '../../spark-jobs/pyproject.toml',
            lint: { 'extend-per-file-ignores': { 'tests/*': ['D'] } },
          },
          pytest: {
            ini_options: { addopts: '-q --strict-markers -p no:cacheprovider --disable-warnings', xfail_strict: true },
          },
        },
      },
    });
  }
}
