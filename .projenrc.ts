import { Application, Library, NxPlugin, PythonClients, pythonRequirements, SparkLibrary, Workspace } from './projenrc';

const workspace = new Workspace();

new Library(workspace, 'core', {
  description: 'The model of pipelines, steps, JobSpecs and datasets: pure, without network, disk or clock.',
  layer: 'core',
  dependencies: ['@noble/hashes', 'yaml', 'zod'],
  platform: 'any',
  targets: {
    'api-report': { command: 'node tools/ndr/api-report.cjs core --write', dependsOn: ['build'] },
    'api-reference': {
      command: 'api-documenter markdown --input-folder dist/api-model --output-folder dist/api-reference',
      dependsOn: [{ projects: ['core', 'pipelines'], target: 'api-report' }],
    },
  },
  manifest: { files: ['dist', 'docs', '!dist/**/*.tsbuildinfo', '!dist/pipeline/python-sdk/cases'] },
});
new Library(workspace, 'pipelines', {
  description: 'The pipelines of network detection and response: datasets, JobSpecs, builders.',
  layer: 'pipelines',
  uses: ['core'],
  dependencies: ['zod'],
  targets: { 'api-report': { command: 'node tools/ndr/api-report.cjs pipelines --write', dependsOn: ['build'] } },
  manifest: {
    files: ['dist', 'spark-jobs', '!dist/**/*.tsbuildinfo'],
    scripts: { prepack: 'node prepack.cjs', postpack: 'node -e "fs.rmSync(\'spark-jobs\', { recursive: true })"' },
  },
  // Definitions of other tools that ours are compared with, where they are at hand.
  test: { inputs: [{ runtime: 'ls ../shared/goldens 2>&1 || true' }] },
});
new Library(workspace, 'aws', {
  description: 'Brings pipelines, code bundles and JobSpecs to an AWS account, starts and follows executions.',
  layer: 'aws',
  uses: ['core', 'pipelines'],
  dependencies: [
    '@aws-sdk/client-cloudwatch-logs',
    '@aws-sdk/client-dynamodb',
    '@aws-sdk/client-lambda',
    '@aws-sdk/client-s3',
    '@aws-sdk/client-sagemaker',
    '@aws-sdk/client-scheduler',
    '@aws-sdk/client-sfn',
    '@aws-sdk/client-sqs',
    '@aws-sdk/client-sts',
    '@aws-sdk/lib-dynamodb',
    '@aws-sdk/lib-storage',
    'fflate',
    'zod',
  ],
  test: { python: true },
});
new Library(workspace, 'traffic', {
  description: 'Integration batches from the logs of other tools.',
  layer: 'traffic',
  uses: ['core', 'pipelines'],
  dependencies: ['papaparse', 'xz-decompress', 'zod'],
});
new Library(workspace, 'findings', {
  description: 'What the tables say: lookups of baselines, rankings of hosts and pairs, the report page.',
  layer: 'findings',
  uses: ['core', 'pipelines'],
  dependencies: ['@duckdb/node-api', '@observablehq/plot', 'hono', 'linkedom', 'zod'],
  // A browser for the tests of the page, where one is installed.
  test: { inputs: [{ runtime: 'command -v chromium chromium-browser google-chrome 2>&1 || true' }] },
});
new Library(workspace, 'local-sagemaker', {
  description: 'Runs SageMaker pipeline definitions on this machine, without Docker.',
  layer: 'local',
  uses: ['core', 'pipelines'],
  dependencies: ['@aws-sdk/checksums', 'croner', 'fast-xml-builder', 'fast-xml-parser', 'libsql', 'zod'],
  test: { python: true },
  manifest: { files: ['dist', 'runtime', '!dist/**/*.tsbuildinfo'] },
});
new Application(workspace, 'deploy', {
  description: 'The ndr command line.',
  uses: ['core', 'pipelines', 'aws', 'traffic', 'findings', 'local-sagemaker'],
  dependencies: ['@aws-sdk/client-dynamodb', '@duckdb/node-api', 'log-update', 'picocolors', 'yaml', 'yargs', 'zod'],
  bin: { ndr: 'bin/ndr.js' },
  targets: { demo: { command: 'node apps/deploy/bin/ndr.js demo' } },
  test: { python: true },
});
new Application(workspace, 'infra', {
  description: 'What an account holds beside code and pipelines: table, buckets, roles, orchestration, alarms.',
  manifest: { private: true },
  uses: ['core', 'pipelines', 'aws', 'deploy'],
  dependencies: ['aws-cdk-lib', 'cdk-nag', 'constructs', 'esbuild'],
  // cfn-lint is a program of Python.
  test: {
    dependsOn: ['python-clients:environment'],
    inputs: ['{workspaceRoot}/apps/python-clients/requirements.txt'],
  },
  targets: {
    synth: {
      command: 'node apps/infra/dist/main.js',
      dependsOn: ['build'],
      cache: true,
      // Environments and JobSpecs lie in the project of the command line.
      inputs: ['production', '^production'],
      outputs: ['{projectRoot}/cdk.out'],
    },
  },
});
new Application(workspace, 'integration-tests', {
  description: 'Real clients, real Spark, real data, an independent oracle; benchmarks.',
  manifest: { private: true },
  uses: ['core', 'pipelines', 'aws', 'traffic', 'findings', 'local-sagemaker', 'deploy'],
  dependencies: ['@duckdb/node-api', 'fast-check'],
  test: {
    python: true,
    wholeMachine: true,
    inputs: [
      // Real flow logs, where they are at hand.
      { runtime: 'ls ../shared/data 2>&1 || true' },
      // The plugin, in the workspace of another team.
      '{workspaceRoot}/tools/ndr/{*,src/**/*}',
      '!{workspaceRoot}/tools/ndr/src/**/*.spec.ts',
    ],
  },
  targets: {
    bench: {
      command: 'node apps/integration-tests/dist/benchmarks/main.js',
      dependsOn: ['build', 'spark-jobs:python-environment'],
      cache: false,
      parallelism: false,
    },
  },
});
new PythonClients(workspace);
new NxPlugin(workspace, 'ndr', {
  description: 'The Nx plugin: generators, and derived files in step with their sources.',
  uses: ['core'],
  dependencies: [
    '@aws-sdk/client-sagemaker',
    '@lezer/python',
    '@nx/devkit',
    '@nx/js',
    'nx',
    'ts-morph',
    'typescript',
    'zod',
  ],
  targets: {
    'blast-radius': { executor: 'ndr:blast-radius', cache: false },
  },
  test: {
    inputs: [
      // A release of a copy of the workspace, which projen brings into step.
      '{workspaceRoot}/{.projenrc.ts,projenrc/**/*}',
      // What derives from the model of this workspace, and the model.
      '{workspaceRoot}/libs/pipelines/{src,docs}/**/*',
      '{workspaceRoot}/spark-jobs/{*/pyproject.toml,ndr_spark/ndr_spark/generated/*,generated/*}',
      '{workspaceRoot}/{apps/deploy/job-specs,.github}/generated/*',
    ],
  },
});

new SparkLibrary(workspace, 'ndr_spark', {
  description: 'What the Spark jobs of NDR share.',
  dependencies: ['boto3>=1.26', 'pyspark>=3.5'],
});
new SparkLibrary(workspace, 'job_testing', {
  description: 'What tests of Spark jobs start from: a session, a table of JobSpecs, a project a test.',
  isForTests: true,
  uses: ['ndr_spark'],
  dependencies: ['flask', 'flask-cors', 'moto[dynamodb]>=5', 'pytest>=8'],
  // Spark, Java and linters as they are tested here, for workspaces that want an environment like this one's.
  extras: { tools: pythonRequirements(workspace) },
});

workspace.synth();
