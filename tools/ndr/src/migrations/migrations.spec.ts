import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readNxJson, updateNxJson } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import oneSyncGenerator from './one-sync-generator';

const plugin = join(__dirname, '../..');
const json = (file: string) => JSON.parse(readFileSync(join(plugin, file), 'utf-8')) as unknown;

it('are found by nx migrate: from the manifest to a module each', () => {
  const manifest = json('package.json') as { 'nx-migrations': { migrations: string; packageGroup: string[] } };
  const { migrations, packageGroup } = manifest['nx-migrations'];
  expect(packageGroup).toEqual(expect.arrayContaining(['@ndr/core', '@ndr/pipelines']));
  const { generators } = json(migrations) as { generators: Record<string, { implementation: string }> };
  const modules = Object.values(generators).map(({ implementation }) => join(plugin, `${implementation}.ts`));
  expect(modules.filter((path) => !existsSync(path))).toEqual([]);
});

describe('a workspace that names a sync generator for each kind of derived file', () => {
  const migrated = (sync: { globalGenerators?: string[]; applyChanges?: boolean } | undefined, times = 1) => {
    const tree = createTreeWithEmptyWorkspace();
    updateNxJson(tree, { ...(sync && { sync }), plugins: ['ndr'] });
    for (let time = 0; time < times; time += 1) oneSyncGenerator(tree);
    return readNxJson(tree);
  };
  const former = ['ndr:sync-python-types', 'ndr:sync-job-specs'];

  it.each([1, 2])('names the one in their place after %i runs, and keeps the rest', (times) => {
    const before = { globalGenerators: ['other:sync', ...former, 'last:sync'], applyChanges: true };
    expect(migrated(before, times)).toEqual({
      sync: { globalGenerators: ['other:sync', 'ndr:sync', 'last:sync'], applyChanges: true },
      plugins: ['ndr'],
    });
  });

  it('is left alone when it names the one, or none of ndr', () => {
    for (const globalGenerators of [['ndr:sync'], ['other:sync']]) {
      expect(migrated({ globalGenerators })?.sync).toEqual({ globalGenerators });
    }
    expect(migrated(undefined)?.sync).toBeUndefined();
  });
});
