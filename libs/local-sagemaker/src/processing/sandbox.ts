import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { rewriteOptMl, type Isolation } from './isolation';

/** The folders of one instance of a job. */
export interface Sandbox {
  /** Name of the instance, such as `algo-1`. */
  readonly instance: string;
  readonly root: string;
  /** What the instance sees as /opt/ml. */
  readonly ml: string;
  /** Programs of the container, first on its PATH. */
  readonly bin: string;
  /** The instance's own disk for temporary files. */
  readonly scratch: string;
  readonly isolation: Isolation;
}

/** Makes the folders of an instance below `jobFolder`. */
export async function makeSandbox(jobFolder: string, instance: string, isolation: Isolation): Promise<Sandbox> {
  const root = join(jobFolder, instance);
  const sandbox = {
    instance,
    root,
    ml: join(root, 'ml'),
    bin: join(root, 'bin'),
    scratch: join(root, 'scratch'),
    isolation,
  };
  const folders = ['config', 'processing/input', 'processing/output', 'output'].map((name) => join(sandbox.ml, name));
  for (const folder of [...folders, sandbox.bin, join(sandbox.scratch, 'home'), join(sandbox.scratch, 'tmp')]) {
    await mkdir(folder, { recursive: true });
  }
  return sandbox;
}

/** Puts a program on the instance's PATH that runs `command` with its own arguments behind it. */
export async function addProgram(sandbox: Sandbox, name: string, command: readonly string[]): Promise<void> {
  const text = `#!/bin/sh\nexec ${command.map(quoted).join(' ')} "$@"\n`;
  await writeFile(join(sandbox.bin, name), text, { mode: 0o755 });
}

/** The file or folder on the host that the instance sees at `path`. */
export function onHost(sandbox: Sandbox, path: string): string {
  return rewriteOptMl(path, sandbox.ml);
}

/** `text` as the instance has to be told it: unchanged where it has an /opt/ml of its own. */
export function inSandbox(sandbox: Sandbox, text: string): string {
  return sandbox.isolation.kind === 'namespace' ? text : rewriteOptMl(text, sandbox.ml);
}

/** The PATH of an instance: the container's programs, the Python environment's, the host's. */
export function searchPath(sandbox: Sandbox, pythonBin: string): string {
  return [sandbox.bin, pythonBin, process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin'].join(delimiter);
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
