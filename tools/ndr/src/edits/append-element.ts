import { SyntaxKind, type ArrayLiteralExpression } from 'ts-morph';
import { indentation, lineBreak, nextLine } from './lines';
import { insertion, type TextEdit } from './text-edit';

/** Insertions that make `list` end with `element`; none when it holds it already. */
export function appendElement(list: ArrayLiteralExpression, element: string): readonly TextEdit[] {
  const elements = list.getElements();
  const last = elements.at(-1);
  if (elements.some((each) => each.getText() === element)) return [];
  if (!last) return [insertion(list.getStart() + 1, element)];
  const text = list.getSourceFile().getFullText();
  const comma = last.getNextSiblingIfKind(SyntaxKind.CommaToken);
  const end = comma?.getEnd() ?? last.getEnd();
  const isLastOfItsLine = list.getEndLineNumber() > last.getEndLineNumber();
  if (!isLastOfItsLine) return [insertion(end, comma ? ` ${element},` : `, ${element}`)];
  return [
    ...(comma ? [] : [insertion(last.getEnd(), ',')]),
    insertion(nextLine(text, end), `${indentation(text, last.getStart())}${element},${lineBreak(text)}`),
  ];
}
