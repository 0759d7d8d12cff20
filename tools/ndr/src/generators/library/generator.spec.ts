import { createTree } from '@nx/devkit/testing';
import library from './generator';
import type { LibraryOptions } from './options';

const options = { name: 'inventory', description: "What is known of a site's machines", layer: 'findings' } as const;
const configuration = `import { Library, Workspace } from './projenrc';

const ours = new Workspace();
new Library(ours, 'core', { description: 'The model.', layer: 'core' });
// Kept: why it is here.
new Library(ours, 'traffic', {
  description: 'Logs.', // ours
  layer: 'traffic',
});
new NxPlugin(ours, 'ndr', {});

ours.synth();
`;

function workspace(text = configuration) {
  const tree = createTree();
  tree.write('.projenrc.ts', text);
  return tree;
}
const generate = (tree: ReturnType<typeof workspace>, more: Partial<LibraryOptions> = {}) =>
  library(tree, { ...options, ...more });

it('declares the library behind the last one, and leaves every other line', async () => {
  const tree = workspace();
  await generate(tree, { uses: 'core,traffic' });
  const text = tree.read('.projenrc.ts', 'utf-8') ?? '';
  const line = text.split('\n').find((each) => each.includes('inventory'));
  expect(line).toBe(
    String.raw`new Library(ours, 'inventory', { description: 'What is known of a site\'s machines.', layer: 'findings', uses: ['core', 'traffic'] });`,
  );
  expect(text.replace(`${line ?? ''}\n`, '')).toBe(configuration);
  expect(text.indexOf('inventory')).toBeLessThan(text.indexOf('NxPlugin'));
});

it('writes what makes it a library: an entry point, a module with its test, a page', async () => {
  const tree = workspace();
  const finish = await generate(tree);
  const files = ['README.md', 'src/index.ts', 'src/package-name.spec.ts', 'src/package-name.ts'];
  const written = tree.listChanges().map(({ path }) => path);
  expect(written.filter((path) => path.startsWith('libs/')).sort()).toEqual(
    files.map((file) => `libs/inventory/${file}`),
  );
  expect(finish).toBeInstanceOf(Function); // projen and npm, once the files are there
});

it('leaves projen and npm to whoever says so', async () => {
  expect(await generate(workspace(), { skipInstall: true })).toBeUndefined();
});

it.each<[string, string, Partial<LibraryOptions>, RegExp]>([
  ['a library that is declared', configuration, { name: 'traffic' }, /libs\/traffic: it is there already/],
  ['a library that it would use and that is not', configuration, { uses: 'sums' }, /Use one of core, traffic/],
  ['a name that is none', configuration, { name: 'Inventory' }, /letters a to z/],
  [
    'a configuration that declares none',
    'for (const name of names) declare(name);\n',
    {},
    /\n {4}new Library\(workspace, 'inv/,
  ],
])('refuses %s, with nothing written', async (_what, text, more, message) => {
  const tree = workspace(text);
  await expect(generate(tree, more)).rejects.toThrow(message);
  expect(tree.listChanges().map(({ path }) => path)).toEqual(['.prettierrc', '.projenrc.ts']);
  expect(tree.read('.projenrc.ts', 'utf-8')).toBe(text);
});

it('refuses a second run', async () => {
  const tree = workspace();
  await generate(tree);
  await expect(generate(tree)).rejects.toThrow(/libs\/inventory: it is there already/);
});
