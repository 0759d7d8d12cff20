import JsVersionActions, { afterAllProjectsVersioned as updateLockFile } from '@nx/js/src/release/version-actions';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { flushChanges, FsTree } from 'nx/src/generators/tree';
import { writeWheelManifests } from '../sync/wheel-manifests/write';

/** How `nx release` raises the version of a package: in its manifest, and in those of the packages that need it. */
export default JsVersionActions;

/** Brings into step what follows the manifests: the files that projen writes, those of Python among them, and npm's lock file. */
export const afterAllProjectsVersioned: typeof updateLockFile = async (cwd, options) => {
  if (options.dryRun !== true) execFileSync('npx', ['projen'], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  const { files } = JSON.parse(readFileSync(join(cwd, '.projen/files.json'), 'utf-8')) as { readonly files: string[] };
  const manifests = options.dryRun === true ? [] : wheelManifests(cwd);
  const { changedFiles, deletedFiles } = await updateLockFile(cwd, options);
  return { changedFiles: ['package.json', ...files, ...manifests, ...changedFiles], deletedFiles };
};

/** Brings the manifests of the jobs' wheels into step with that of the library, and names those that changed. */
function wheelManifests(root: string): readonly string[] {
  const tree = new FsTree(root, false);
  writeWheelManifests(tree);
  const changes = tree.listChanges();
  flushChanges(root, changes);
  return changes.map(({ path }) => path);
}
