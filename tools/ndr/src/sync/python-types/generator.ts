import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { readNxJson, type Tree } from '@nx/devkit';
import { SyncError, type SyncGeneratorResult } from '@nx/devkit/internal';
import { pluginOptions } from '../../plugin-options';

/** Derives the Python modules that jobs import from the model, and says which of them had drifted. */
export default function syncPythonTypes(tree: Tree): SyncGeneratorResult {
  const { entryPoints, pythonFolder } = pluginOptions(readNxJson(tree));
  const modules = deriveModules(tree.root, entryPoints);
  const stale = tree.exists(pythonFolder)
    ? tree.children(pythonFolder).filter((file) => isLeftover(file, modules))
    : [];
  const drifted = Object.entries(modules).filter(
    ([file, text]) => tree.read(join(pythonFolder, file), 'utf-8') !== text,
  );
  for (const file of stale) tree.delete(join(pythonFolder, file));
  for (const [file, text] of drifted) tree.write(join(pythonFolder, file), text);

  const changed = [...drifted.map(([file]) => file), ...stale].sort();
  if (changed.length === 0) return {};
  return {
    outOfSyncMessage: 'Python modules that derive from the TypeScript model are out of date.',
    outOfSyncDetails: changed.map((file) => join(pythonFolder, file)),
  };
}

/** Loads the model in a process of its own: a daemon keeps modules that it loaded once, however they change. */
function deriveModules(root: string, entryPoints: readonly string[]): Readonly<Record<string, string>> {
  const script = join(__dirname, 'derive.ts');
  const options = ['--conditions=@ndr/source', '--require', '@swc-node/register', script];
  try {
    const output = execFileSync(process.execPath, [...options, ...entryPoints.map((path) => join(root, path))], {
      cwd: root,
      encoding: 'utf-8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return JSON.parse(output) as Record<string, string>;
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    throw new SyncError('The TypeScript model cannot be loaded.', [stderr ?? String(error)]);
  }
}

const isLeftover = (file: string, modules: Readonly<Record<string, string>>) =>
  file.endsWith('.py') && !(file in modules);
