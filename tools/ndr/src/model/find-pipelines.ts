import { Node, type ArrayLiteralExpression, type Expression } from 'ts-morph';
import { literalOf, valueOf } from './declarations';
import { memberOf } from './members';
import type { Sources } from './sources';

/** A pipeline as its source declares it: an object literal with a name and builders. */
export interface DeclaredPipeline {
  readonly name: string;
  readonly path: string;
  readonly builders: Expression;
  /** Its parameters; undefined when they are computed elsewhere. */
  readonly parameters: Expression | undefined;
}

/** An array literal and the file that it stands in. */
export interface DeclaredList {
  readonly path: string;
  readonly list: ArrayLiteralExpression;
}

/** Every pipeline whose name can be read from the source. */
export function findPipelines(sources: Sources): readonly DeclaredPipeline[] {
  return sources.paths
    .filter((path) => /\bbuilders\b/.test(sources.text(path)))
    .flatMap((path) =>
      sources
        .syntax(path)
        .getDescendants()
        .filter(Node.isObjectLiteralExpression)
        .flatMap((object) => {
          const [name, builders] = [memberOf(object, 'name'), memberOf(object, 'builders')];
          const text = name && builders && literalOf(sources, path, name);
          if (!builders || text === undefined) return [];
          return [{ name: text, path, builders, parameters: memberOf(object, 'parameters') }];
        }),
    );
}

/** The array literal that `expression` is, through constants of this file and of others; undefined when it is computed. */
export function listOf(sources: Sources, path: string, expression: Expression): DeclaredList | undefined {
  const value = valueOf(sources, path, expression);
  return value && Node.isArrayLiteralExpression(value.expression)
    ? { path: value.path, list: value.expression }
    : undefined;
}

/** The arrays that `list` is made of: itself, and those that it spreads. */
export function listsOf(sources: Sources, declared: DeclaredList): readonly DeclaredList[] {
  const spread = declared.list.getElements().flatMap((element) => {
    if (!Node.isSpreadElement(element)) return [];
    const list = listOf(sources, declared.path, element.getExpression());
    return list ? listsOf(sources, list) : [];
  });
  return [declared, ...spread];
}
