import { readNxJson, updateNxJson, type Tree } from '@nx/devkit';

/** The sync generator of everything that derives from the model. */
export const modelSync = 'ndr:sync';

/** Those of which each derived one kind of file. */
const former: readonly string[] = ['ndr:sync-python-types', 'ndr:sync-job-specs', 'ndr:sync-wheel-manifests'];

/** Lets nx.json name the one sync generator in place of the first of those that it replaced. */
export default function oneSyncGenerator(tree: Tree): void {
  const nxJson = readNxJson(tree);
  const { globalGenerators = [], ...sync } = nxJson?.sync ?? {};
  if (!nxJson || !globalGenerators.some((each) => former.includes(each))) return;
  const replaced = globalGenerators.map((each) => (former.includes(each) ? modelSync : each));
  updateNxJson(tree, { ...nxJson, sync: { ...sync, globalGenerators: [...new Set(replaced)] } });
}
