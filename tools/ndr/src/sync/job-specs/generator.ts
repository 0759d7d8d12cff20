import { join } from 'node:path';
import { readNxJson, type Tree } from '@nx/devkit';
import type { SyncGeneratorResult } from '@nx/devkit/internal';
import { pluginOptions } from '../../plugin-options';
import type { Texts } from '../model/derivation';
import { derivedFromModel } from '../model/derived-from-model';
import { derivationIn } from '../model/from-model';

/** Derives JSON Schemas of JobSpecs and the page of their settings from the model, and says which had drifted. */
export default function syncJobSpecs(tree: Tree): SyncGeneratorResult {
  // A workspace of another team may have neither project.
  if (wantedOf(tree).length === 0) return {};
  const [texts = {}] = derivedFromModel(tree, [jobSpecsDerivation]);
  return writeJobSpecs(tree, texts);
}

/** Module that derives them. */
export const jobSpecsDerivation = derivationIn(__dirname);

/** Makes the derived `texts` what the workspace has of them, and says which files had drifted. */
export function writeJobSpecs(tree: Tree, { document = '', ...schemas }: Texts): SyncGeneratorResult {
  const { jobSpecSchemas, jobSpecDocument } = pluginOptions(readNxJson(tree));
  const wanted = wantedOf(tree);
  const files = new Map<string, string>();
  if (wanted.includes(jobSpecDocument)) files.set(jobSpecDocument, document);
  if (wanted.includes(jobSpecSchemas)) {
    for (const [name, text] of Object.entries(schemas)) files.set(join(jobSpecSchemas, name), text);
  }
  const present = wanted.includes(jobSpecSchemas)
    ? tree.children(jobSpecSchemas).map((name) => join(jobSpecSchemas, name))
    : [];
  const stale = present.filter((path) => path.endsWith('.schema.json') && !files.has(path));
  const drifted = [...files].filter(([path, text]) => tree.read(path, 'utf-8') !== text);
  for (const path of stale) tree.delete(path);
  for (const [path, text] of drifted) tree.write(path, text);

  const changed = [...drifted.map(([path]) => path), ...stale].sort();
  if (changed.length === 0) return {};
  return {
    outOfSyncMessage: 'Schemas and documentation of JobSpecs are not what the TypeScript model says.',
    outOfSyncDetails: changed,
  };
}

/** Where derived files go, as far as the workspace has projects for them. */
function wantedOf(tree: Tree): readonly string[] {
  const { jobSpecSchemas, jobSpecDocument } = pluginOptions(readNxJson(tree));
  return [jobSpecSchemas, jobSpecDocument].filter((path) => tree.exists(projectOf(path)));
}

/** Folder of the project that holds a path, such as `apps/deploy`. */
const projectOf = (path: string) => path.split('/').slice(0, 2).join('/');
