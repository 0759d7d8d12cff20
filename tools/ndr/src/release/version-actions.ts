import JsVersionActions, { afterAllProjectsVersioned as updateLockFile } from '@nx/js/src/release/version-actions';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How `nx release` raises the version of a package: in its manifest, and in those of the packages that need it. */
export default JsVersionActions;

/** Brings into step what follows the manifests: the files that projen writes, those of Python among them, and npm's lock file. */
export const afterAllProjectsVersioned: typeof updateLockFile = async (cwd, options) => {
  if (options.dryRun !== true) execFileSync('npx', ['projen'], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  const { files } = JSON.parse(readFileSync(join(cwd, '.projen/files.json'), 'utf-8')) as { readonly files: string[] };
  const { changedFiles, deletedFiles } = await updateLockFile(cwd, options);
  return { changedFiles: ['package.json', ...files, ...changedFiles], deletedFiles };
};
