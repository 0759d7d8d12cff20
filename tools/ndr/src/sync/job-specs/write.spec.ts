import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { workspaceRoot, type Tree } from '@nx/devkit';
import type { SyncGeneratorResult } from '@nx/devkit/internal';
import { flushChanges, FsTree } from 'nx/src/generators/tree';
import { jobSpecsDerivation, writeJobSpecs } from './write';
import type { Texts } from '../model/derivation';
import { derivedFromModel } from '../model/derived-from-model';

const model = `
import { defineJobSpec } from '@ndr/core';
import { z } from 'zod';
export const jobSpec = defineJobSpec({ jobName: 'a_job', reads: [], writes: [], settings: { limit: z.int().default(5) } });
`;
const options = {
  entryPoints: ['model.ts'],
  jobSpecSchemas: 'apps/deploy/schemas',
  jobSpecDocument: 'libs/jobs/jobs.md',
};

let root: string;

/** A workspace on disk, since the model is loaded by a process of its own. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ndr-sync-'));
  symlinkSync(join(workspaceRoot, 'node_modules'), join(root, 'node_modules'));
  write('nx.json', JSON.stringify({ plugins: [{ plugin: 'ndr', options }] }));
  write('model.ts', model);
  write('apps/deploy/package.json', '{}');
  write('libs/jobs/package.json', '{}');
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** What each text of the model gives, since loading one takes a process. */
const loaded = new Map<string, Texts>();

function textsOf(tree: Tree): Texts {
  const text = tree.read('model.ts', 'utf-8') ?? '';
  const [texts = {}] = loaded.has(text) ? [loaded.get(text)] : derivedFromModel(tree, [jobSpecsDerivation]);
  loaded.set(text, texts);
  return texts;
}

/** Brings the files into step as `nx sync` does, and writes what that changed. */
function sync(): { readonly result: SyncGeneratorResult; readonly changes: readonly string[] } {
  const tree: Tree = new FsTree(root, false);
  const result = writeJobSpecs(tree, textsOf(tree));
  const changes = tree.listChanges();
  flushChanges(root, changes);
  return { result, changes: changes.map(({ type, path }) => `${type} ${path}`).sort() };
}

it('writes a schema a job and the page of settings, and finds nothing to do after it', () => {
  expect(sync().changes).toEqual(['CREATE apps/deploy/schemas/a_job.schema.json', 'CREATE libs/jobs/jobs.md']);
  const schema = readFileSync(join(root, 'apps/deploy/schemas/a_job.schema.json'), 'utf8');
  expect(JSON.parse(schema)).toMatchObject({ properties: { limit: { type: 'integer', default: 5 } } });
  expect(readFileSync(join(root, 'libs/jobs/jobs.md'), 'utf8')).toContain('| `limit` |');
  expect(sync()).toEqual({ result: {}, changes: [] });
});

it('renews what drifted, and removes the schema of a job that is gone', () => {
  sync();
  write('model.ts', model.replaceAll('a_job', 'b_job'));
  expect(sync().result).toMatchObject({
    outOfSyncDetails: [
      'apps/deploy/schemas/a_job.schema.json',
      'apps/deploy/schemas/b_job.schema.json',
      'libs/jobs/jobs.md',
    ],
  });
  expect(sync().result).toEqual({});
});

it('derives nothing in a workspace that has neither project', () => {
  for (const folder of ['apps', 'libs']) rmSync(join(root, folder), { recursive: true });
  expect(sync()).toEqual({ result: {}, changes: [] });
});
