import { execFileSync } from 'node:child_process';
import { extname, join } from 'node:path';
import { readNxJson, type Tree } from '@nx/devkit';
import { SyncError } from '@nx/devkit/internal';
import { derivedPackage, pluginOptions } from '../../plugin-options';

/** Ending of the plugin's modules: TypeScript in the workspace that it is developed in, JavaScript where it is installed. */
const ending = extname(__filename);

/** A module beside the one in `folder`, for the process that loads the model. */
export function derivationIn(folder: string, name = 'derive'): string {
  return join(folder, `${name}${ending}`);
}

/** Packages of this workspace resolve to their sources; installed ones have none. */
const loader = [...(ending === '.ts' ? ['--conditions=@ndr/source'] : []), '--require', '@swc-node/register'];

/**
 * What each of the modules `derivations` makes of the model, as the tree has it: files that a generator changed are
 * laid over those on disk. A process of its own loads the model: a daemon keeps modules that it loaded once, however
 * they change.
 * @param derivations paths of modules whose default export is a `Derivation`
 * @param request what they are asked beside the model
 * @throws SyncError when the model cannot be loaded
 */
export function fromModel(tree: Tree, derivations: readonly string[], request?: unknown): readonly unknown[] {
  const options = pluginOptions(readNxJson(tree));
  const changed = tree.listChanges().filter(({ path, type }) => path.endsWith('.ts') && type !== 'DELETE');
  const input = {
    derivations,
    entryPoints: options.entryPoints.map((path) => join(tree.root, path)),
    changed: Object.fromEntries(
      changed.map(({ path, content }) => [join(tree.root, path), content?.toString('utf-8')]),
    ),
    pythonPackage: derivedPackage(options),
    request,
  };
  try {
    const output = execFileSync(process.execPath, [...loader, derivationIn(__dirname)], {
      cwd: tree.root,
      encoding: 'utf-8',
      input: JSON.stringify(input),
      stdio: ['pipe', 'pipe', 'pipe'],
      maxBuffer: 256 * 1024 * 1024,
    });
    return JSON.parse(output) as readonly unknown[];
  } catch (error) {
    const { stderr = String(error) } = error as { stderr?: string };
    // A generator's caller sees the title alone.
    const reason = stderr.split('\n').find((line) => /^(\w*Error|  x )/.test(line)) ?? '';
    throw new SyncError(`The TypeScript model cannot be loaded. ${reason}`.trim(), [stderr]);
  }
}
