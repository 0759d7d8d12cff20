import { SyntaxKind, type ObjectLiteralExpression } from 'ts-morph';
import { indentation, lineBreak, nextLine } from './lines';
import { insertion, type TextEdit } from './text-edit';

/** Insertions that make `object` end with `name: value`; none when it has such a member. */
export function appendProperty(object: ObjectLiteralExpression, name: string, value: string): readonly TextEdit[] {
  if (object.getProperty(name)) return [];
  const property = `${name}: ${value}`;
  const last = object.getProperties().at(-1);
  if (!last) return [insertion(object.getStart() + 1, ` ${property} `)];
  const text = object.getSourceFile().getFullText();
  const comma = last.getNextSiblingIfKind(SyntaxKind.CommaToken);
  const end = comma?.getEnd() ?? last.getEnd();
  if (object.getEndLineNumber() === last.getEndLineNumber()) {
    return [insertion(end, comma ? ` ${property},` : `, ${property}`)];
  }
  const line = `${indentation(text, last.getStart())}${property},${lineBreak(text)}`;
  return [...(comma ? [] : [insertion(last.getEnd(), ',')]), insertion(nextLine(text, end), line)];
}
