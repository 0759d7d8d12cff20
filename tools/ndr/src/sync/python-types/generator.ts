import { join } from 'node:path';
import { readNxJson, type Tree } from '@nx/devkit';
import type { SyncGeneratorResult } from '@nx/devkit/internal';
import { pluginOptions } from '../../plugin-options';
import type { Texts } from '../model/derivation';
import { derivedFromModel } from '../model/derived-from-model';
import { derivationIn } from '../model/from-model';

/** Derives the Python modules that jobs import from the model, and says which of them had drifted. */
export default function syncPythonTypes(tree: Tree): SyncGeneratorResult {
  const [modules = {}] = derivedFromModel(tree, [pythonTypesDerivation]);
  return writePythonTypes(tree, modules);
}

/** Module that derives them. */
export const pythonTypesDerivation = derivationIn(__dirname);

/** Makes the derived `modules` what the workspace has of them, and says which had drifted. */
export function writePythonTypes(tree: Tree, modules: Texts): SyncGeneratorResult {
  const { pythonFolder } = pluginOptions(readNxJson(tree));
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

const isLeftover = (file: string, modules: Texts) => file.endsWith('.py') && !(file in modules);
