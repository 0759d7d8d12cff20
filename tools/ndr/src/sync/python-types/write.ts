import { join } from 'node:path/posix';
import { readNxJson, type Tree } from '@nx/devkit';
import type { SyncGeneratorResult } from '@nx/devkit/internal';
import { pluginOptions } from '../../plugin-options';
import type { Texts } from '../model/derivation';
import { derivationIn } from '../model/from-model';
import { writeDerived } from '../model/write-derived';

/** Module that derives the Python that jobs import. */
export const pythonTypesDerivation = derivationIn(__dirname);

/** Makes the derived `modules` what the workspace has of them, and says which had drifted. */
export function writePythonTypes(tree: Tree, modules: Texts): SyncGeneratorResult {
  const { pythonFolder } = pluginOptions(readNxJson(tree));
  const texts = Object.entries(modules).map(([file, text]) => [join(pythonFolder, file), text] as const);
  const leftover = tree.children(pythonFolder).filter((file) => file.endsWith('.py') && !(file in modules));
  return writeDerived(tree, Object.fromEntries(texts), {
    stale: leftover.map((file) => join(pythonFolder, file)),
    message: 'Python modules that derive from the TypeScript model are out of date.',
  });
}
