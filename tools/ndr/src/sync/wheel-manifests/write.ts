import { basename, dirname, join } from 'node:path/posix';
import { readNxJson, type Tree } from '@nx/devkit';
import type { SyncGeneratorResult } from '@nx/devkit/internal';
import { jobManifest } from './job-manifest';
import { pluginOptions } from '../../plugin-options';
import { writeDerived } from '../model/write-derived';

/** Makes the pyproject.toml of each Spark job that of the library that the jobs share, and says which had drifted. */
export function writeWheelManifests(tree: Tree): SyncGeneratorResult {
  // Below the library's folder lies its package, and in that what is derived.
  const library = dirname(dirname(pluginOptions(readNxJson(tree)).pythonFolder));
  const manifest = tree.read(join(library, 'pyproject.toml'), 'utf-8');
  if (manifest === null) return {};
  const folders = jobFolders(tree, dirname(library));
  const texts = folders.map((folder) => [join(folder, 'pyproject.toml'), jobManifest(manifest, folder)] as const);
  return writeDerived(tree, Object.fromEntries(texts), {
    message: 'Manifests of the wheels of Spark jobs are out of date.',
  });
}

/** Folders of Spark jobs: those with an entry script of their name. */
function jobFolders(tree: Tree, parent: string): readonly string[] {
  const folders = tree.children(parent).map((name) => join(parent, name));
  return folders.filter((folder) => tree.exists(join(folder, `run_${basename(folder)}.py`))).sort();
}
