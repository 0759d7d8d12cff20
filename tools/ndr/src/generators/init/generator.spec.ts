import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJson, readNxJson, workspaceRoot, type Tree } from '@nx/devkit';
import { flushChanges, FsTree } from 'nx/src/generators/tree';
import init from './generator';
import type { InitOptions } from './options';
import dataset from '../dataset/generator';

jest.setTimeout(90_000);
let root: string;
let tree: Tree;

/** The Nx workspace of another team, on disk, since a process of its own loads the model. */
function theirWorkspace(): void {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'ndr-init-')));
  symlinkSync(join(workspaceRoot, 'node_modules'), join(root, 'node_modules'));
  writeFileSync(join(root, 'package.json'), '{"name":"theirs","dependencies":{"zod":"4.1.0"}}');
  writeFileSync(join(root, 'nx.json'), '{"plugins":["@nx/js"],"sync":{"applyChanges":true}}');
  writeFileSync(join(root, 'CODEOWNERS'), '* @acme/all');
  writeFileSync(join(root, '.gitignore'), 'node_modules');
  tree = new FsTree(root, false);
}
const options: InitOptions = { name: 'acme', owner: 'acme/detection', skipInstall: true };

describe('in the workspace of another team', () => {
  beforeAll(async () => {
    theirWorkspace();
    await init(tree, options);
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it('registers the plugin with where things are, and its sync generators, and leaves what was there', () => {
    expect(readNxJson(tree)).toMatchObject({
      plugins: [
        '@nx/js',
        { plugin: 'ndr', options: { entryPoints: ['libs/acme-pipelines/src/index.ts'], sparkJobs: 'spark-jobs' } },
      ],
      sync: { applyChanges: true, globalGenerators: ['ndr:sync'] },
    });
  });

  it('adds the packages of its own version, and keeps versions that are there', () => {
    const { version } = readJson<{ version: string }>(new FsTree(workspaceRoot, false), 'tools/ndr/package.json');
    expect(readJson(tree, 'package.json')).toMatchObject({
      dependencies: { '@ndr/core': version, '@ndr/pipelines': version, zod: '4.1.0' },
      devDependencies: { ndr: version },
    });
  });

  it('lays out Python so that jobs are linted and tested: settings, fixtures, what the environment is made of', () => {
    const { version } = readJson<{ version: string }>(new FsTree(workspaceRoot, false), 'tools/ndr/package.json');
    const read = (file: string) => tree.read(`spark-jobs/${file}`, 'utf-8');
    expect(read('requirements.txt')).toContain(`\nndr-job-testing[tools]==${version}\n`);
    expect(read('acme_spark/pyproject.toml')).toContain(`"ndr-spark==${version}"`);
    expect(read('pyproject.toml')).toContain('pythonpath = [ "acme_spark" ]');
    expect(read('conftest.py')).toContain('job_testing.fixtures');
    expect(tree.read('.gitignore', 'utf-8')?.split('\n')).toEqual(expect.arrayContaining(['node_modules', '.venv/']));
  });

  it('gives its owner the package and the jobs, behind the lines that were there', () => {
    const lines = ['* @acme/all', '/libs/acme-pipelines/ @acme/detection', '/spark-jobs/ @acme/detection', ''];
    expect(tree.read('CODEOWNERS', 'utf-8')).toBe(lines.join('\n'));
  });

  it('refuses a second run', async () => {
    const before = tree.listChanges().length;
    await expect(init(tree, options)).rejects.toThrow(/it has the plugin ndr already/);
    expect(tree.listChanges()).toHaveLength(before);
  });

  it('lets the other generators work: a dataset is in Python that forms a package of its own', async () => {
    flushChanges(root, tree.listChanges());
    tree = new FsTree(root, false);
    await dataset(tree, { name: 'assets', columns: 'asset_id:string,host_ip:string', external: true });
    const tables = 'spark-jobs/acme_spark/acme_spark/generated/tables.py';
    expect(tree.read(tables, 'utf-8')).toContain('ASSETS = Table(');
    expect(tree.read('libs/acme-pipelines/docs/generated/datasets.md', 'utf-8')).toContain('assets');
    expect(tree.read('libs/acme-pipelines/src/index.ts', 'utf-8')).toContain(
      "export { assets } from './datasets/assets'",
    );
  });
});

it.each<[string, () => void, Partial<InitOptions>, RegExp]>([
  ['a workspace that has the plugin', () => tree.write('nx.json', '{"plugins":["ndr"]}'), {}, /the plugin ndr already/],
  ['a folder that is no Nx workspace', () => tree.delete('nx.json'), {}, /no Nx workspace/],
  ['a folder of jobs that has tests', () => tree.write('spark-jobs/conftest.py', ''), {}, /--sparkJobs/],
  ['a folder that is taken', () => tree.write('libs/acme-pipelines/a.txt', ''), {}, /Choose another --name/],
  ['a name that is none', () => undefined, { name: 'Acme' }, /letters a to z/],
  ['a path that leads out', () => undefined, { directory: '../acme' }, /must be a path below/],
])('refuses %s, with nothing written', async (_what, prepare, more, message) => {
  theirWorkspace();
  prepare();
  const before = tree.listChanges();
  await expect(init(tree, { ...options, ...more })).rejects.toThrow(message);
  expect(tree.listChanges()).toEqual(before);
  rmSync(root, { recursive: true });
});
