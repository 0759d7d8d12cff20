import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foreignWorkspace, yamlOfCore, type ForeignWorkspace } from '../support/foreign-workspace';

jest.setTimeout(240_000);
const root = join(__dirname, '../../../..');
const modules = join(root, 'node_modules');
const compiler = join(modules, 'typescript/bin/tsc');

/** A project of somebody else: nothing of this workspace but the packed packages. */
let project: string;

function node(cwd: string, ...args: string[]): string {
  return execFileSync(process.execPath, args, { cwd, encoding: 'utf-8' });
}

/** Packs a library as for a registry and installs it in the project. */
function install(library: string): void {
  const options = { cwd: join(root, 'libs', library), encoding: 'utf-8', shell: true, stdio: 'pipe' } as const;
  const packed = JSON.parse(execFileSync(`npm pack --json --pack-destination "${project}"`, options)) as [
    { filename: string },
  ];
  const folder = join(project, 'node_modules/@ndr', library);
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['xzf', join(project, packed[0].filename), '--strip-components=1', '-C', folder]);
}

function write(file: string, text: string): void {
  mkdirSync(join(project, file, '..'), { recursive: true });
  writeFileSync(join(project, file), text);
}

const source = `
import { sha256Hex, stringParameter, synth, textDigest, processingStep, assetsOf, type Pipeline } from '@ndr/core';
import { buildNdr15mPipeline } from '@ndr/pipelines';

const name: string = stringParameter('P').name;
const ours: Pipeline = buildNdr15mPipeline({
  roleArn: 'arn:aws:iam::123456789012:role/r',
  region: 'eu-west-1',
  defaultBucket: 'b',
});
const digests = Object.fromEntries(assetsOf(ours).map((asset) => [asset.name, sha256Hex(asset.name)]));
console.log(JSON.stringify({
  name,
  steps: synth(ours, { assets: digests }).definition.Steps.map((step) => step.Name),
  roots: assetsOf(ours).flatMap((asset) => (asset.kind === 'text' ? [] : [asset.root])),
  own: [typeof textDigest, typeof processingStep],
}));
`;

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'ndr-foreign-'));
  node(root, 'tools/ndr/compile.cjs', 'libs/core', 'libs/pipelines');
  install('core');
  install('pipelines');
  for (const name of ['zod', '@noble', '@types']) symlinkSync(join(modules, name), join(project, 'node_modules', name));
  symlinkSync(yamlOfCore, join(project, 'node_modules/yaml'));
  const options = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    module: 'nodenext',
    target: 'es2023',
    types: ['node'],
    outDir: 'out',
    rootDir: '.',
  };
  write('tsconfig.json', JSON.stringify({ compilerOptions: options, files: ['esm/main.ts', 'commonjs/main.ts'] }));
  write('esm/package.json', '{"type":"module"}');
  write('commonjs/package.json', '{"type":"commonjs"}');
  write('esm/main.ts', source);
  write('commonjs/main.ts', source);
  node(project, compiler, '--project', '.');
  for (const kind of ['esm', 'commonjs']) {
    write(`out/${kind}/package.json`, readFileSync(join(project, kind, 'package.json'), 'utf-8'));
  }
});
afterAll(() => rmSync(project, { recursive: true }));

it.each(['esm', 'commonjs'])('a strict project of %s modules compiles and runs with the packed packages', (kind) => {
  const answer = JSON.parse(node(project, `out/${kind}/main.js`)) as { steps: string[]; roots: string[] };
  expect(answer).toMatchObject({ name: 'P', own: ['function', 'function'] });
  expect(answer.steps).toEqual(expect.arrayContaining(['DeltaBuilderStep', 'FGABuilderStep', 'PairCountsBuilderStep']));
  const installed = join(project, 'node_modules/@ndr/pipelines/spark-jobs');
  expect(new Set(answer.roots)).toEqual(new Set([installed]));
});

it('importing a package loads none of its modules before they are used', () => {
  const script = "require('@ndr/core'); process.stdout.write(String(Object.keys(require.cache).length))";
  expect(node(project, '-e', script)).toBe('1');
});

it('the packed pipelines bring the scripts of the jobs and ndr_spark, and no tests', () => {
  const jobs = join(project, 'node_modules/@ndr/pipelines/spark-jobs');
  expect(existsSync(join(jobs, 'delta_builder/run_delta_builder.py'))).toBe(true);
  expect(existsSync(join(jobs, 'ndr_spark/ndr_spark/__init__.py'))).toBe(true);
  expect(existsSync(join(jobs, 'delta_builder/tests'))).toBe(false);
  expect(existsSync(join(jobs, 'job_testing'))).toBe(false);
  expect(existsSync(join(root, 'libs/pipelines/spark-jobs'))).toBe(false);
});

it('the reports of what packages export are up to date, and the API reference says what docstrings say', () => {
  for (const library of ['core', 'pipelines']) expect(node(root, 'tools/ndr/api-report.cjs', library)).toBe('');
  const folders = ['--input-folder', join(root, 'dist/api-model'), '--output-folder', join(project, 'reference')];
  node(project, join(modules, '@microsoft/api-documenter/bin/api-documenter'), 'markdown', ...folders);
  const page = readFileSync(join(project, 'reference/core.sparkexecutors.md'), 'utf-8');
  expect(page).toContain('parallelism: two tasks a core');
});

describe('an Nx workspace of another team', () => {
  let workspace: ForeignWorkspace;
  const generate = (...args: string[]) => workspace.nx('g', ...args, '--no-interactive');

  beforeAll(() => {
    workspace = foreignWorkspace(join(project, 'node_modules/@ndr'));
    generate('ndr:init', 'acme', '--owner=@acme/detection', '--skipInstall');
    generate('ndr:dataset', 'lookups', '--columns=host_ip:string,slice_start:timestamp,lookups_cnt:long', '--external');
    generate('ndr:pipeline', 'acme-dns', '--steps=lookup-sums', '--reads=lookups');
    workspace.git('add', '--all');
    workspace.git('commit', '--quiet', '--message', 'feat: lookups are summed');
    generate('ndr:builder-step', 'lookup-peaks', '--pipeline=acme-dns-pipeline', '--reads=lookups');
  });
  afterAll(() => workspace.remove());

  it('has everything that derives from its own model in step with it, once a step is generated', () => {
    expect(workspace.nx('sync:check')).toContain('up to date');
    const job = workspace.read('spark-jobs/lookup_peaks_builder/run_lookup_peaks_builder.py');
    expect(job).toContain('from acme_spark.generated.lookup_peaks_builder_arguments import ');
    expect(job).not.toContain('ndr_spark.generated');
    const defaults = JSON.parse(workspace.read('spark-jobs/generated/job_specs.json')) as { job_specs: object };
    expect(Object.keys(defaults.job_specs).sort()).toEqual(['lookup_peaks_builder', 'lookup_sums_builder']);
    const manifest = workspace.read('spark-jobs/lookup_peaks_builder/pyproject.toml');
    expect(manifest).toMatch(/^name = "acme-lookup-peaks-builder"$[^]*^dependencies = \[ "acme-spark==0\.0\.1" \]$/m);
    expect(workspace.read('.github/CODEOWNERS')).toContain('/libs/acme-pipelines/ @acme/detection\n');
  });

  it('lints the new job and tests it on Spark by the wheels alone, with no edit', () => {
    workspace.makePythonEnvironment();
    const projects = '--projects=acme_spark,lookup_peaks_builder';
    const said = workspace.nx('run-many', '--targets=lint,test', projects, '--output-style=static');
    expect(said).toMatch(/\D4 passed/);
  });

  it('compiles and tests its pipeline, and synthesizes it with the packed library of the jobs', () => {
    workspace.nx('run-many', '--targets=typecheck,test,build', '--projects=acme-pipelines');
    const script = `
      const { assetsOf, sha256Hex, synth } = require('@ndr/core');
      const { buildFunctions } = require('./libs/acme-pipelines/dist');
      const [pipeline] = buildFunctions.map((build) => build({
        roleArn: 'arn:aws:iam::123456789012:role/r', region: 'eu-west-1', defaultBucket: 'b',
      }));
      const assets = assetsOf(pipeline);
      const digests = Object.fromEntries(assets.map(({ name }) => [name, sha256Hex(name)]));
      const { join } = require('node:path');
      const packages = assets.flatMap(({ root, packages = [] }) => packages.map((each) => join(root, each)));
      console.log(JSON.stringify({ steps: synth(pipeline, { assets: digests }).definition.Steps, packages }));
    `;
    const { steps, packages } = JSON.parse(node(workspace.folder, '-e', script)) as {
      steps: { Name: string }[];
      packages: string[];
    };
    expect(steps.map(({ Name }) => Name).sort()).toEqual(['LookupPeaksBuilderStep', 'LookupSumsBuilderStep']);
    expect([...new Set(packages.map((each) => each.slice(workspace.folder.length)))].sort()).toEqual([
      '/node_modules/@ndr/pipelines/spark-jobs/ndr_spark/ndr_spark',
      '/spark-jobs/acme_spark/acme_spark',
      '/spark-jobs/lookup_peaks_builder/lookup_peaks_builder',
      '/spark-jobs/lookup_sums_builder/lookup_sums_builder',
    ]);
    for (const folder of packages) expect(existsSync(join(folder, '__init__.py'))).toBe(true);
  });

  it('is what it was once the step is removed', () => {
    expect(workspace.git('status', '--porcelain')).not.toBe('');
    generate('ndr:remove-step', 'lookup-peaks');
    expect(workspace.git('status', '--porcelain')).toBe('');
  });
});
