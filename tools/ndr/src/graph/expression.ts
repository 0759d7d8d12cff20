import ts from 'typescript';

/** What an expression is, as far as its syntax alone tells. */
export type Expression =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly members: Members }
  | { readonly kind: 'call'; readonly function: string; readonly arguments: readonly Expression[] };

/** Members of an object by name. */
export type Members = Readonly<Record<string, Expression>>;

/** The expression that `node` is; nothing for what only running it would tell. */
export function expressionOf(node: ts.Expression): Expression | undefined {
  if (ts.isStringLiteralLike(node)) return { kind: 'text', text: node.text };
  if (ts.isIdentifier(node)) return { kind: 'name', name: node.text };
  if (ts.isArrayLiteralExpression(node)) return { kind: 'list', items: node.elements.flatMap(itemOf) };
  if (ts.isObjectLiteralExpression(node)) return { kind: 'object', members: membersOf(node) };
  if (ts.isCallExpression(node)) {
    const called = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
    return { kind: 'call', function: called.getText(), arguments: node.arguments.flatMap(itemOf) };
  }
  if (ts.isPropertyAccessExpression(node)) {
    const of = expressionOf(node.expression);
    return of && { kind: 'member', of, name: node.name.text };
  }
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node)) {
    return expressionOf(node.expression);
  }
  return undefined;
}

/** An element of a list; what is spread there stands for its own elements. */
function itemOf(node: ts.Expression): readonly Expression[] {
  const value = expressionOf(ts.isSpreadElement(node) ? node.expression : node);
  return value ? [value] : [];
}

/** The members of an object that are said in place. */
export function membersOf(node: ts.ObjectLiteralExpression): Members {
  const members = node.properties.flatMap((property): readonly (readonly [string, Expression])[] => {
    if (ts.isShorthandPropertyAssignment(property)) {
      return [[property.name.text, { kind: 'name', name: property.name.text }]];
    }
    if (!ts.isPropertyAssignment(property) || ts.isComputedPropertyName(property.name)) return [];
    const value = expressionOf(property.initializer);
    return value ? [[property.name.text, value]] : [];
  });
  return Object.fromEntries(members);
}
