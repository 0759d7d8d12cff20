import { Component, type Project } from 'projen';
import { NodePackage, NodePackageManager } from 'projen/lib/javascript';
import { minimumNodeVersion, versions, workspaceVersion, type PackageName } from './versions';

/** Tools that the workspace itself runs with; what a project imports is declared by the project. */
const tools: readonly PackageName[] = [
  '@aws-sdk/client-dynamodb',
  '@aws-sdk/client-s3',
  '@aws-sdk/client-sagemaker',
  '@microsoft/api-documenter',
  '@microsoft/api-extractor',
  '@nx/eslint-plugin',
  '@nx/js',
  '@swc-node/register',
  '@swc/core',
  '@swc/jest',
  '@types/jest',
  '@types/node',
  '@types/papaparse',
  '@types/yargs',
  'constructs',
  'eslint',
  'eslint-config-prettier',
  'fast-check',
  'jest',
  'nx',
  'playwright-core',
  'prettier',
  'projen',
  'ts-morph',
  'typescript',
  'typescript-eslint',
];

/** Tasks that projen brings and Nx replaces: there is one way to build and test. */
const replacedTasks = [
  'build',
  'compile',
  'eject',
  'install',
  'install:ci',
  'package',
  'post-compile',
  'pre-compile',
  'test',
];

/** The root `package.json`: workspaces, pinned tools, and the scripts that users call. */
export class RootPackage extends Component {
  constructor(project: Project) {
    super(project);
    for (const task of replacedTasks) project.tasks.removeTask(task);
    project.defaultTask?.reset('node -r @swc-node/register .projenrc.ts');
    // `npx projen` writes configuration and nothing else: installing is npm's, and the developer's.
    project.defaultTask?.env('PROJEN_DISABLE_POST', 'true');

    const manifest = new NodePackage(project, {
      packageName: '@ndr/workspace',
      description: 'Feature pipelines of network detection and response on Amazon SageMaker',
      packageManager: NodePackageManager.NPM,
      entrypoint: '',
      license: 'Apache-2.0',
      minNodeVersion: minimumNodeVersion,
      devDeps: tools.map((name) => `${name}@${versions[name]}`),
    });
    manifest.addField('private', true);
    manifest.addVersion(workspaceVersion(project));
    manifest.addField('workspaces', ['libs/*', 'apps/*', 'tools/*']);
    // Each task's output stands in the log, results from the cache too: `.ci/run` counts the tests in it.
    // Two at a time: a suite with Spark needs more than one core for long.
    const tasks = 'nx run-many -t lint typecheck build test check --parallel=2 --output-style=static';
    manifest.setScript('test', `nx sync:check && nx format:check --all && ${tasks}`);
    // Their install scripts only check or rebuild what their binary packages bring: nothing runs while installing.
    manifest.addField('allowScripts', { '@parcel/watcher': false, '@swc/core': false, esbuild: false, nx: false });
    manifest.setScript('demo', 'nx run deploy:demo');
    manifest.setScript('bench', 'nx run integration-tests:bench');
    for (const task of ['install', 'install:ci']) project.tasks.removeTask(task);
  }
}
