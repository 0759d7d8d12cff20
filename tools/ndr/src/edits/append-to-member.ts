import { Node, SyntaxKind, type ObjectLiteralExpression } from 'ts-morph';
import { appendElement } from './append-element';
import { insertion, type TextEdit } from './text-edit';

/**
 * Insertions that make the list of member `name` end with `element`, whatever expression it is: an array literal gets an
 * element, any other becomes one that spreads it. Undefined when the object has no such member.
 */
export function appendToMember(
  object: ObjectLiteralExpression,
  name: string,
  element: string,
): readonly TextEdit[] | undefined {
  const property = object.getProperty(name);
  const shorthand = property?.asKind(SyntaxKind.ShorthandPropertyAssignment);
  if (shorthand) return [insertion(shorthand.getEnd(), `: [...${name}, ${element}]`)];
  const value = property?.asKind(SyntaxKind.PropertyAssignment)?.getInitializer();
  if (!value) return undefined;
  if (Node.isArrayLiteralExpression(value)) return appendElement(value, element);
  return [insertion(value.getStart(), '[...'), insertion(value.getEnd(), `, ${element}]`)];
}
