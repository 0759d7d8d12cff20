import { SyntaxKind, type ArrayLiteralExpression } from 'ts-morph';
import { lineEnd, lineStart, nextLine } from './lines';
import { deletion, type TextEdit } from './text-edit';

/** Deletions that take `element` out of `list`, with the comment behind it; none when it is not there. */
export function removeElement(list: ArrayLiteralExpression, element: string): readonly TextEdit[] {
  const elements = list.getElements();
  const index = elements.findIndex((each) => each.getText() === element);
  const found = elements[index];
  if (!found) return [];
  const text = list.getSourceFile().getFullText();
  const end = found.getNextSiblingIfKind(SyntaxKind.CommaToken)?.getEnd() ?? found.getEnd();
  const before = text.slice(lineStart(text, found.getStart()), found.getStart());
  const after = text.slice(end, lineEnd(text, end));
  if (before.trim() === '' && /^\s*(\/\/.*|\/\*.*\*\/)?\s*$/.test(after)) {
    return [deletion(lineStart(text, found.getStart()), nextLine(text, end))];
  }
  const next = elements[index + 1];
  if (next) return [deletion(found.getStart(), next.getStart())];
  const previous = elements[index - 1];
  return [deletion(previous?.getEnd() ?? found.getStart(), found.getEnd())];
}
