import { dirname, join } from 'node:path/posix';
import { readNxJson, type Tree } from '@nx/devkit';
import type { SourceFile } from 'ts-morph';
import { syntaxOf } from '../edits/syntax';
import { pluginOptions } from '../plugin-options';

/** The TypeScript sources that datasets, JobSpecs, builders and pipelines are declared in, however they lie. */
export interface Sources {
  /** Folder of the first entry point. */
  readonly root: string;
  readonly entryPoint: string;
  readonly paths: readonly string[];
  text(path: string): string;
  syntax(path: string): SourceFile;
  /** The file that a relative specifier in `from` names; undefined when it is another package, or not there. */
  resolve(from: string, specifier: string): string | undefined;
}

/** The sources below the folder of the first entry point, without tests, as the tree has them. */
export function modelSources(tree: Tree): Sources {
  const [entryPoint = ''] = pluginOptions(readNxJson(tree)).entryPoints;
  const root = dirname(entryPoint);
  const texts = new Map<string, string>();
  const syntaxes = new Map<string, SourceFile>();
  const text = (path: string) => {
    const known = texts.get(path) ?? tree.read(path, 'utf-8') ?? '';
    texts.set(path, known);
    return known;
  };
  return {
    root,
    entryPoint,
    paths: filesBelow(tree, root).filter((path) => /(?<!\.spec|\.d)\.ts$/.test(path)),
    text,
    syntax(path) {
      const known = syntaxes.get(path) ?? syntaxOf(path, text(path));
      syntaxes.set(path, known);
      return known;
    },
    resolve(from, specifier) {
      if (!specifier.startsWith('.')) return undefined;
      const path = join(dirname(from), specifier.replace(/\.js$/, ''));
      return [`${path}.ts`, `${path}/index.ts`].find((each) => tree.isFile(each));
    },
  };
}

/** Every file below `folder`. */
export function filesBelow(tree: Tree, folder: string): readonly string[] {
  return tree.children(folder).flatMap((name) => {
    const path = join(folder, name);
    return tree.isFile(path) ? [path] : filesBelow(tree, path);
  });
}
