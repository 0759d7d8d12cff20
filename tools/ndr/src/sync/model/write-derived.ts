import type { Tree } from '@nx/devkit';
import type { SyncGeneratorResult } from '@nx/devkit/internal';
import type { Texts } from './derivation';

/**
 * Makes files of the tree say what was derived, and says which did not.
 * @param texts what each derived file says, by path
 * @param stale files that are derived no more
 * @param message what it means that some had drifted
 */
export function writeDerived(
  tree: Tree,
  texts: Texts,
  { stale = [], message }: { readonly stale?: readonly string[]; readonly message: string },
): SyncGeneratorResult {
  const drifted = Object.entries(texts).filter(([path, text]) => tree.read(path, 'utf-8') !== text);
  for (const path of stale) tree.delete(path);
  for (const [path, text] of drifted) tree.write(path, text);
  const changed = [...drifted.map(([path]) => path), ...stale].sort();
  return changed.length === 0 ? {} : { outOfSyncMessage: message, outOfSyncDetails: changed };
}

/** Whether the workspace has the project to whose folder `path` belongs: that of another team may not. */
export const hasProjectOf = (tree: Tree, path: string) => tree.exists(path.split('/').slice(0, 2).join('/'));
