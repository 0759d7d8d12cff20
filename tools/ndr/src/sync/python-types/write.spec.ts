import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot, type Tree } from '@nx/devkit';
import { SyncError, type SyncGeneratorResult } from '@nx/devkit/internal';
import { flushChanges, FsTree } from 'nx/src/generators/tree';
import { pythonTypesDerivation, writePythonTypes } from './write';
import type { Texts } from '../model/derivation';
import { derivedFromModel } from '../model/derived-from-model';

const model = `
import { columns, defineBuilder, defineDataset, defineJobSpec, stringParameter } from '@ndr/core';
import { z } from 'zod';
export const table = defineDataset({
  name: 'table',
  description: 'A table',
  partitioning: 'slice',
  tables: { table: { folder: '', description: 'Rows', key: [], columns: columns('string', { host_ip: 'Host' }) } },
});
export const builder = defineBuilder({
  stepName: 'AStep',
  description: 'A job',
  jobSpec: defineJobSpec({ jobName: 'a_job', reads: [], writes: [table], settings: { limit: z.int().default(5) } }),
  codeRoot: '.',
  script: 'run.py',
  packages: [],
  parameters: [stringParameter('ProjectName')],
});
export const record = z.strictObject({ run_id: z.string() }).meta({ title: 'Record' });
export const pythonConstants = { RANGE: { value: 'RANGE', description: 'All' } };
`;

const python = 'python/generated';
const options = { entryPoints: ['model.ts'], pythonFolder: python };
let root: string;

/** A workspace on disk, since the model is loaded by a process of its own. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ndr-sync-'));
  symlinkSync(join(workspaceRoot, 'node_modules'), join(root, 'node_modules'));
  writeFileSync(join(root, 'nx.json'), JSON.stringify({ plugins: [{ plugin: 'ndr', options }] }));
  writeFileSync(join(root, 'model.ts'), model);
});
afterEach(() => rmSync(root, { recursive: true }));

interface Synced {
  readonly result: SyncGeneratorResult;
  /** What would be written or deleted, by path. */
  readonly changes: readonly string[];
}

/** What each text of the model gives, since loading one takes a process. */
const loaded = new Map<string, Texts>();

function modulesOf(tree: Tree): Texts {
  const text = tree.read('model.ts', 'utf-8') ?? '';
  const [modules = {}] = loaded.has(text) ? [loaded.get(text)] : derivedFromModel(tree, [pythonTypesDerivation]);
  loaded.set(text, modules);
  return modules;
}

/** Brings the modules into step as `nx sync` does, and writes what that changed. */
function sync(): Synced {
  const tree: Tree = new FsTree(root, false);
  const result = writePythonTypes(tree, modulesOf(tree));
  const changes = tree.listChanges();
  flushChanges(root, changes);
  return { result, changes: changes.map(({ type, path }) => `${type} ${path}`).sort() };
}

const files = ['__init__', 'a_job_arguments', 'a_job_spec', 'constants', 'records', 'shared_settings', 'tables'];

it('writes the modules that the model gives, and names them', () => {
  const { result, changes } = sync();
  expect(changes).toEqual(files.map((file) => `CREATE ${python}/${file}.py`));
  expect(result).toEqual({
    outOfSyncMessage: expect.stringContaining('out of date') as unknown,
    outOfSyncDetails: files.map((file) => `${python}/${file}.py`),
  });
});

it('finds nothing to do after it ran', () => {
  sync();
  expect(sync()).toEqual({ result: {}, changes: [] });
});

it('reports and rewrites only the module that drifted', () => {
  sync();
  writeFileSync(join(root, 'model.ts'), model.replace("value: 'RANGE'", "value: 'ALL'"));
  expect(sync()).toMatchObject({
    result: { outOfSyncDetails: [`${python}/constants.py`] },
    changes: [`UPDATE ${python}/constants.py`],
  });
  expect(sync().result).toEqual({});
});

it('undoes an edit by hand', () => {
  sync();
  writeFileSync(join(root, python, 'tables.py'), '');
  expect(sync().changes).toEqual([`UPDATE ${python}/tables.py`]);
});

it('deletes the modules of a job that is gone, and leaves what is no module', () => {
  sync();
  writeFileSync(join(root, python, 'old_job_spec.py'), '');
  writeFileSync(join(root, python, 'py.typed'), '');
  mkdirSync(join(root, python, '__pycache__'));
  writeFileSync(join(root, python, '__pycache__/a.pyc'), '');
  expect(sync()).toMatchObject({
    result: { outOfSyncDetails: [`${python}/old_job_spec.py`] },
    changes: [`DELETE ${python}/old_job_spec.py`],
  });
});

it('fails with what is wrong in a model that cannot be loaded, and touches nothing', () => {
  sync();
  writeFileSync(join(root, 'model.ts'), 'throw new RangeError("the model is broken");');
  expect(sync).toThrow(SyncError);
  expect(sync).toThrow(
    expect.objectContaining({ bodyLines: [expect.stringContaining('RangeError: the model is broken')] }),
  );
  writeFileSync(join(root, 'model.ts'), model);
  expect(sync().result).toEqual({});
});
