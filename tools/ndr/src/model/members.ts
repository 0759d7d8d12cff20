import { Node, type Expression, type ObjectLiteralExpression } from 'ts-morph';

/** The expression of a member of an object literal, also of one that is written shorthand. */
export function memberOf(object: ObjectLiteralExpression, name: string): Expression | undefined {
  const property = object.getProperty(name);
  if (Node.isPropertyAssignment(property)) return property.getInitializer();
  return Node.isShorthandPropertyAssignment(property) ? property.getNameNode() : undefined;
}
