import { Node } from 'ts-morph';
import { bare, declarationOf } from './declarations';
import type { DeclaredList } from './find-pipelines';
import type { Sources } from './sources';

/** The array literal of the constant that `name` means in a file; undefined when it is none, or of another package. */
export function listNamed(sources: Sources, path: string, name: string): DeclaredList | undefined {
  const declared = declarationOf(sources, path, name);
  const initializer = declared?.declaration.getInitializer();
  const list = initializer && bare(initializer);
  return declared && Node.isArrayLiteralExpression(list) ? { path: declared.path, list } : undefined;
}
