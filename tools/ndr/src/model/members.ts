import { SyntaxKind, type ObjectLiteralExpression } from 'ts-morph';

/** The expression of a member of an object literal, also of one that is written shorthand. */
export function memberOf(object: ObjectLiteralExpression, name: string) {
  const property = object.getProperty(name);
  const shorthand = property?.asKind(SyntaxKind.ShorthandPropertyAssignment)?.getNameNode();
  return shorthand ?? property?.asKind(SyntaxKind.PropertyAssignment)?.getInitializer();
}
