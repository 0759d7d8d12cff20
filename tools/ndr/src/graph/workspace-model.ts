import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceDataDirectoryForWorkspace } from 'nx/src/utils/cache-directory';
import { modelOf, type Model } from './model';
import type { ModuleSyntax } from './module-syntax';
import { Modules } from './modules';
import { SyntaxCache } from './syntax-cache';

/** Raised when what is read of a module changes. */
const syntaxVersion = '1';

/** The model of a workspace on disk, and the modules that define it. */
export interface WorkspaceModel {
  readonly modules: Modules;
  readonly model: Model;
}

/** Reads the model that `entryPoints` define; only modules that are new since the last time are parsed. */
export function readWorkspaceModel(root: string, entryPoints: readonly string[]): WorkspaceModel {
  const kept = join(workspaceDataDirectoryForWorkspace(root), 'ndr-model.json');
  const cache = new SyntaxCache<ModuleSyntax>(kept, syntaxVersion);
  const modules = new Modules(entryPoints, textReader(root), (source) => cache.get(source, parseModule));
  cache.save();
  return { modules, model: modelOf(modules) };
}

/** Loads the compiler only when there is something to parse. */
function parseModule(source: string): ModuleSyntax {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded late on purpose
  const { moduleSyntax } = require('./module-syntax') as typeof import('./module-syntax');
  return moduleSyntax(source);
}

const textReader = (root: string) => (path: string) => {
  try {
    return readFileSync(join(root, path), 'utf-8');
  } catch {
    return undefined;
  }
};
