import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { readNxJson, type Tree } from '@nx/devkit';
import { SyncError } from '@nx/devkit/internal';
import type { Texts } from './derivation';
import { pluginOptions } from '../../plugin-options';

/**
 * What each of the modules `derivations` derives from the model, as the tree has it: files that a generator changed are
 * laid over those on disk. A process of its own loads the model: a daemon keeps modules that it loaded once, however
 * they change.
 * @param derivations paths of modules whose default export is a `Derivation`
 * @throws SyncError when the model cannot be loaded
 */
export function derivedFromModel(tree: Tree, derivations: readonly string[]): readonly Texts[] {
  const entryPoints = pluginOptions(readNxJson(tree)).entryPoints.map((path) => join(tree.root, path));
  const changed = tree.listChanges().filter(({ path, type }) => path.endsWith('.ts') && type !== 'DELETE');
  const input = {
    derivations,
    entryPoints,
    changed: Object.fromEntries(
      changed.map(({ path, content }) => [join(tree.root, path), content?.toString('utf-8')]),
    ),
  };
  const loader = ['--conditions=@ndr/source', '--require', '@swc-node/register'];
  try {
    const output = execFileSync(process.execPath, [...loader, join(__dirname, 'derive.ts')], {
      cwd: tree.root,
      encoding: 'utf-8',
      input: JSON.stringify(input),
      stdio: ['pipe', 'pipe', 'pipe'],
      maxBuffer: 256 * 1024 * 1024,
    });
    return JSON.parse(output) as readonly Texts[];
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    throw new SyncError('The TypeScript model cannot be loaded.', [stderr ?? String(error)]);
  }
}
