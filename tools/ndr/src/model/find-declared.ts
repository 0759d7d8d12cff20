import { Node, type ObjectLiteralExpression } from 'ts-morph';
import { literalOf } from './declarations';
import { memberOf } from './members';
import type { Sources } from './sources';

/** A constant that a call such as `defineDataset({ … })` makes. */
export interface DeclaredObject {
  readonly path: string;
  /** Name of the constant. */
  readonly name: string;
  readonly options: ObjectLiteralExpression;
}

/** Every constant that a call of `define` with an object literal makes, wherever it is declared. */
export function declaredBy(sources: Sources, define: string): readonly DeclaredObject[] {
  return sources.paths
    .filter((path) => sources.text(path).includes(define))
    .flatMap((path) =>
      sources
        .syntax(path)
        .getVariableDeclarations()
        .flatMap((declaration) => {
          const call = declaration.getInitializer();
          if (!Node.isCallExpression(call) || call.getExpression().getText() !== define) return [];
          const [options] = call.getArguments();
          return Node.isObjectLiteralExpression(options) ? [{ path, name: declaration.getName(), options }] : [];
        }),
    );
}

/** That of them whose member `member` is `value`. */
export function findDeclared(
  sources: Sources,
  define: string,
  member: string,
  value: string,
): DeclaredObject | undefined {
  return declaredBy(sources, define).find(({ path, options }) => {
    const found = memberOf(options, member);
    return found !== undefined && literalOf(sources, path, found) === value;
  });
}
