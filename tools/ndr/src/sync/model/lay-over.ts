import fs from 'node:fs';
import Module from 'node:module';
import { dirname, resolve } from 'node:path';

type ResolveFilename = (request: string, parent?: { readonly filename?: string }, ...more: unknown[]) => string;
const loader = Module as unknown as { _resolveFilename: ResolveFilename };

/** Makes modules that are loaded from now on see `texts`, by absolute path, instead of files on disk or beside them. */
export function layOver(texts: Readonly<Record<string, string>>): void {
  const resolveOnDisk = loader._resolveFilename;
  loader._resolveFilename = (request, parent, ...more) => {
    const path = resolve(dirname(parent?.filename ?? ''), request);
    const found = [path, `${path}.ts`, `${path}/index.ts`].find((each) => each in texts);
    return /^[./]/.test(request) && found !== undefined ? found : resolveOnDisk(request, parent, ...more);
  };
  const readFromDisk = fs.readFileSync;
  fs.readFileSync = ((path: fs.PathOrFileDescriptor, options?: never) =>
    (typeof path === 'string' ? texts[path] : undefined) ?? readFromDisk(path, options)) as typeof fs.readFileSync;
}
