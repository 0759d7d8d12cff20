import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { SyncError } from '@nx/devkit/internal';

/**
 * Texts by file name that `script` derives from the model and prints as JSON. It runs in a process of its own: a daemon
 * keeps modules that it loaded once, however they change.
 * @throws SyncError when the model cannot be loaded
 */
export function derivedFromModel(
  root: string,
  script: string,
  entryPoints: readonly string[],
): Readonly<Record<string, string>> {
  const options = ['--conditions=@ndr/source', '--require', '@swc-node/register', script];
  try {
    const output = execFileSync(process.execPath, [...options, ...entryPoints.map((path) => join(root, path))], {
      cwd: root,
      encoding: 'utf-8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return JSON.parse(output) as Record<string, string>;
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    throw new SyncError('The TypeScript model cannot be loaded.', [stderr ?? String(error)]);
  }
}
