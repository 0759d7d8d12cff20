import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { readJson, type Tree } from '@nx/devkit';
import { SyncError, type SyncGeneratorResult } from '@nx/devkit/internal';

/** Where the plugin's own sources list its generators; another team's workspace has no such file. */
const list = 'tools/ndr/generators.json';

/** Derives the schema.json of each generator of this plugin from its options.ts, and says which had drifted. */
export default function syncGeneratorSchemas(tree: Tree): SyncGeneratorResult {
  if (!tree.exists(list)) return {};
  const { generators } = readJson<{ generators: Record<string, { factory: string }> }>(tree, list);
  const folders = Object.values(generators).map(({ factory }) => join(dirname(list), dirname(factory)));
  const withOptions = folders.filter((folder) => tree.exists(join(folder, 'options.ts')));
  const schemas = derived(tree.root, withOptions);
  const drifted = Object.entries(schemas).filter(([path, text]) => tree.read(path, 'utf-8') !== text);
  for (const [path, text] of drifted) tree.write(path, text);
  if (drifted.length === 0) return {};
  return {
    outOfSyncMessage: 'Schemas of generators are not what their options say.',
    outOfSyncDetails: drifted.map(([path]) => path).sort(),
  };
}

/** The texts of schema.json by path. A process of its own reads the options: a daemon keeps modules that it loaded once. */
function derived(root: string, folders: readonly string[]): Readonly<Record<string, string>> {
  if (folders.length === 0) return {};
  const modules = folders.map((folder) => join(root, folder, 'options.ts'));
  try {
    const output = execFileSync(
      process.execPath,
      ['--require', '@swc-node/register', join(__dirname, 'derive.ts'), ...modules],
      { cwd: root, encoding: 'utf-8', stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const texts = JSON.parse(output) as Record<string, string>;
    return Object.fromEntries(
      folders.map((folder, index) => [join(folder, 'schema.json'), texts[modules[index] ?? ''] ?? '']),
    );
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    throw new SyncError('The options of a generator cannot be loaded.', [stderr ?? String(error)]);
  }
}
