import type { Tree } from '@nx/devkit';
import type { Texts } from './derivation';
import { fromModel } from './from-model';

/**
 * The files that each of the modules `derivations` derives from the model, as the tree has it.
 * @throws SyncError when the model cannot be loaded
 */
export function derivedFromModel(tree: Tree, derivations: readonly string[]): readonly Texts[] {
  return fromModel(tree, derivations) as readonly Texts[];
}
