import { dirname, join } from 'node:path/posix';
import { readNxJson, type Tree } from '@nx/devkit';
import type { SyncGeneratorResult } from '@nx/devkit/internal';
import { jobManifest } from './job-manifest';
import { pluginOptions } from '../../plugin-options';

/** Derives the pyproject.toml of each Spark job from that of the library that the jobs share, and says which had drifted. */
export default function syncWheelManifests(tree: Tree): SyncGeneratorResult {
  // Below the library's folder lies its package, and in that what is derived.
  const library = dirname(dirname(pluginOptions(readNxJson(tree)).pythonFolder));
  const manifest = tree.read(join(library, 'pyproject.toml'), 'utf-8');
  if (manifest === null) return {};
  const drifted = jobFolders(tree, dirname(library)).flatMap((folder) => {
    const path = join(folder, 'pyproject.toml');
    const text = jobManifest(manifest, folder);
    if (tree.read(path, 'utf-8') === text) return [];
    tree.write(path, text);
    return [path];
  });
  if (drifted.length === 0) return {};
  return {
    outOfSyncMessage: 'Manifests of the wheels of Spark jobs are out of date.',
    outOfSyncDetails: drifted,
  };
}

/** Folders of Spark jobs: those with an entry script of their name. */
function jobFolders(tree: Tree, parent: string): readonly string[] {
  const names = tree.children(parent).filter((name) => tree.exists(join(parent, name, `run_${name}.py`)));
  return names.sort().map((name) => join(parent, name));
}
