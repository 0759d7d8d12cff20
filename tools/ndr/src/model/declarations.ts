import { Node, type Expression, type VariableDeclaration } from 'ts-morph';
import type { Sources } from './sources';

/** Where a constant is declared. */
export interface Declared {
  readonly path: string;
  readonly declaration: VariableDeclaration;
}

/** The constant that `name` means in a file, followed through imports and exports of other modules. */
export function declarationOf(
  sources: Sources,
  path: string,
  name: string,
  seen = new Set<string>(),
): Declared | undefined {
  const key = `${path}#${name}`;
  if (seen.has(key)) return undefined;
  seen.add(key);
  const file = sources.syntax(path);
  const declaration = file.getVariableDeclaration(name);
  if (declaration) return { path, declaration };
  for (const line of file.getImportDeclarations()) {
    const found = line.getNamedImports().find((each) => (each.getAliasNode()?.getText() ?? each.getName()) === name);
    const target = found && sources.resolve(path, line.getModuleSpecifierValue());
    if (target !== undefined) return declarationOf(sources, target, found?.getName() ?? name, seen);
  }
  for (const line of file.getExportDeclarations()) {
    const names = line.getNamedExports();
    const found = names.find((each) => (each.getAliasNode()?.getText() ?? each.getName()) === name);
    if (names.length > 0 && !found) continue;
    const specifier = line.getModuleSpecifierValue();
    const target = specifier === undefined ? path : sources.resolve(path, specifier);
    const declared = target === undefined ? undefined : declarationOf(sources, target, found?.getName() ?? name, seen);
    if (declared) return declared;
  }
  return undefined;
}

/** An expression without parentheses, `as` and `satisfies` around it. */
export function bare(expression: Expression): Expression {
  if (
    Node.isParenthesizedExpression(expression) ||
    Node.isAsExpression(expression) ||
    Node.isSatisfiesExpression(expression)
  ) {
    return bare(expression.getExpression());
  }
  return expression;
}

/** What an expression is after its constants are looked up, and where that stands. */
export function valueOf(
  sources: Sources,
  path: string,
  expression: Expression,
): { readonly path: string; readonly expression: Expression } | undefined {
  const value = bare(expression);
  if (!Node.isIdentifier(value)) return { path, expression: value };
  const declared = declarationOf(sources, path, value.getText());
  const initializer = declared?.declaration.getInitializer();
  return declared && initializer && valueOf(sources, declared.path, initializer);
}

/** The text that an expression stands for, when it is a literal or a constant with one. */
export function literalOf(sources: Sources, path: string, expression: Expression): string | undefined {
  const value = valueOf(sources, path, expression)?.expression;
  return value && (Node.isStringLiteral(value) || Node.isNoSubstitutionTemplateLiteral(value))
    ? value.getLiteralText()
    : undefined;
}
