import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
  for (const name of ['zod', 'yaml', '@noble', '@types'])
    symlinkSync(join(modules, name), join(project, 'node_modules', name));
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
  expect(existsSync(join(root, 'libs/pipelines/spark-jobs'))).toBe(false);
});

it('the reports of what packages export are up to date, and the API reference says what docstrings say', () => {
  for (const library of ['core', 'pipelines']) expect(node(root, 'tools/ndr/api-report.cjs', library)).toBe('');
  const folders = ['--input-folder', join(root, 'dist/api-model'), '--output-folder', join(project, 'reference')];
  node(project, join(modules, '@microsoft/api-documenter/bin/api-documenter'), 'markdown', ...folders);
  const page = readFileSync(join(project, 'reference/core.sparkexecutors.md'), 'utf-8');
  expect(page).toContain('parallelism: two tasks a core');
});
