import { join } from 'node:path/posix';
import { readNxJson, type Tree } from '@nx/devkit';
import type { SyncGeneratorResult } from '@nx/devkit/internal';
import { pluginOptions } from '../../plugin-options';
import type { Texts } from '../model/derivation';
import { derivationIn } from '../model/from-model';
import { hasProjectOf, writeDerived } from '../model/write-derived';

/** Module that derives the schemas of JobSpecs and the page of their settings. */
export const jobSpecsDerivation = derivationIn(__dirname);

/** Makes the derived `texts` what the workspace has of them, and says which files had drifted. */
export function writeJobSpecs(tree: Tree, { document = '', ...schemas }: Texts): SyncGeneratorResult {
  const { jobSpecSchemas, jobSpecDocument } = pluginOptions(readNxJson(tree));
  const files = Object.entries(schemas).map(([name, text]) => [join(jobSpecSchemas, name), text] as const);
  const texts = Object.fromEntries(
    [...files, [jobSpecDocument, document] as const].filter(([path]) => hasProjectOf(tree, path)),
  );
  const present = tree.children(jobSpecSchemas).map((name) => join(jobSpecSchemas, name));
  return writeDerived(tree, texts, {
    stale: present.filter((path) => path.endsWith('.schema.json') && !(path in texts)),
    message: 'Schemas and documentation of JobSpecs are not what the TypeScript model says.',
  });
}
