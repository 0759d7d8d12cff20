import { readNxJson, type Tree } from '@nx/devkit';
import type { SyncGeneratorResult } from '@nx/devkit/internal';
import { pluginOptions } from '../../plugin-options';
import type { Texts } from '../model/derivation';
import { derivationIn } from '../model/from-model';
import { hasProjectOf, writeDerived } from '../model/write-derived';

/** Module that derives the catalogue and the page of columns. */
export const catalogueDerivation = derivationIn(__dirname);

/** Makes the derived pages what the workspace has of them, and says which had drifted. */
export function writeCatalogue(tree: Tree, { catalogue = '', columns = '' }: Texts): SyncGeneratorResult {
  const options = pluginOptions(readNxJson(tree));
  const pages = [
    [options.catalogue, catalogue],
    [options.datasetDocument, columns],
  ] as const;
  return writeDerived(tree, Object.fromEntries(pages.filter(([path]) => hasProjectOf(tree, path))), {
    message: 'The catalogue of pipelines and datasets is not what the TypeScript model says.',
  });
}
